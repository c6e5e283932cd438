import { linkSync, mkdirSync, readFileSync, readlinkSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '@statewire/kernel';
import { removeSocket } from './reader-socket.js';

export const lockFileName = 'writer.lock';
/** Others may take over at the same moment; each attempt settles one of them. */
const attemptsMax = 5;

/** Who only opens the ledger for reading lets go within milliseconds: waited for, so long, where one cannot but wait. */
const readersWaitMs = 20;
const readersWaitsMax = 250;

/**
 * A process by its number and the moment it began: numbers are used again. `began` is empty where the system does not
 * tell. `within`: whose processes it knows by number, such as a container's. `folder`: the one that was locked, which a
 * copy is not. `note`: `reading`, or the socket at which it lets others read.
 */
type Holder = Readonly<{ pid: number; began: string; within: string; folder: string; note: string }>;

const readText = (path: string): string | undefined => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // Not there, or not there any more: both mean that nobody holds it.
    return undefined;
  }
};

/** What the system says of a process behind its name: its state first; Linux only. */
const statOf = (pid: number): readonly string[] | undefined => {
  const stat = readText(`/proc/${String(pid)}/stat`);
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
};

/** Clock ticks since the start of the machine, with the number of that start. */
const beginningOf = (pid: number): string => {
  const stat = statOf(pid);
  const boot = readText('/proc/sys/kernel/random/boot_id');
  return stat === undefined || boot === undefined ? '' : `${boot.trim()}/${stat[19] ?? ''}`;
};

/** A killed process keeps its number until its parent, or whoever has adopted it, waits for it. With its last thread gone it writes no more. */
const isZombie = (pid: number): boolean => {
  const stat = statOf(pid);
  return stat?.[0] === 'Z' && Number(stat[17]) <= 1;
};

const isAlive = ({ pid, began }: Holder): boolean => {
  try {
    process.kill(pid, 0);
  } catch (cause) {
    // Another user's process is alive too.
    if ((cause as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return began === beginningOf(pid) && !isZombie(pid);
};

/** The namespace of this process's number; empty where there are none. */
const namespace = (): string => {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return '';
  }
};

/** A folder has the same number as long as it is there, whatever its name. */
const folderOf = (path: string): string => {
  const { dev, ino } = statSync(path, { bigint: true });
  return `${String(dev)}:${String(ino)}`;
};

const textOf = ({ pid, began, within, folder, note }: Holder): string =>
  `pid ${String(pid)} began ${began} within ${within} folder ${folder} note ${note}\n`;

/** Locks of earlier versions say less. */
const lockText = /^pid (\d{1,10})(?: began (\S*))?(?: within (\S*))?(?: folder (\S*))?(?: note (.*))?\n$/;

const holderIn = (text: string): Holder | undefined => {
  const [, pid, began = '', within = '', folder = '', note = ''] = lockText.exec(text) ?? [];
  return pid === undefined ? undefined : { pid: Number(pid), began, within, folder, note };
};

/** A lock that came here with a copy of the folder that it locks. */
const isCopied = ({ folder }: Holder, mine: Holder): boolean => folder !== '' && folder !== mine.folder;

/** Whether it runs where it cannot be seen from here: in another container, since the machine was started. */
const isElsewhere = ({ began, within }: Holder, mine: Holder): boolean =>
  within !== '' && within !== mine.within && began.split('/')[0] === mine.began.split('/')[0];

const elsewhere = (path: string): Failure =>
  new Failure('ledger/locked', `The ledger in ${path} may be open in another container: read it there, or remove its ${lockFileName} if nothing runs.`, false);

const refusal = (path: string, holder: string): Failure =>
  new Failure('ledger/locked', `The ledger in ${path} is open in another process (${holder}); only one may write to it.`, false);

const wait = (ms: number): void => {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
};

/** What the holder of the folder's lock has noted there; undefined while nobody holds it. */
export const notedBy = (path: string): string | undefined => holderIn(readText(join(path, lockFileName)) ?? '')?.note;

export const reading = 'reading';

/** Removes a lock that nobody holds; false where the holder lets go by itself. Throws Failure `ledger/locked` where somebody has it. */
const isCleared = (path: string, seen: string, mine: Holder): boolean => {
  const holder = holderIn(seen);
  if (holder !== undefined && !isCopied(holder, mine)) {
    if (isAlive(holder)) {
      if (holder.note === reading) return false;
      throw refusal(path, `pid ${String(holder.pid)}`);
    }
    if (mine.note === reading && isElsewhere(holder, mine)) throw elsewhere(path);
    removeSocket(holder.note);
  }
  removeStale(join(path, lockFileName), seen);
  return true;
};

/**
 * Lets one process at a time write to the folder, or open its file only for {@link reading}. The lock of a dead process
 * is taken over; for reading not one of another container, whose processes cannot be seen from here.
 * Throws Failure `ledger/locked` while the holder lives. Returns how to let go.
 */
export const takeWriterLock = (path: string, note: string): (() => void) => {
  mkdirSync(path, { recursive: true });
  const lock = join(path, lockFileName);
  const mine: Holder = { pid: process.pid, began: beginningOf(process.pid), within: namespace(), folder: folderOf(path), note };
  const text = textOf(mine);
  const draft = `${lock}.${String(process.pid)}`;
  writeFileSync(draft, text);
  try {
    for (let attempt = 0, waits = 0; attempt < attemptsMax && waits < readersWaitsMax; ) {
      if (linked(draft, lock)) {
        return () => {
          if (readText(lock) === text) rmSync(lock);
        };
      }
      const seen = readText(lock);
      if (seen === undefined || isCleared(path, seen, mine)) attempt += 1;
      else {
        wait(readersWaitMs);
        waits += 1;
      }
    }
  } finally {
    rmSync(draft, { force: true });
  }
  throw refusal(path, 'it took the lock at the same moment');
};

const linked = (draft: string, lock: string): boolean => {
  try {
    linkSync(draft, lock);
    return true;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw cause;
  }
};

/** Moves the lock aside and looks again: another process may have taken it over since it was read. */
const removeStale = (lock: string, seen: string): void => {
  const aside = `${lock}.${String(process.pid)}.stale`;
  try {
    renameSync(lock, aside);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw cause;
  }
  if (readText(aside) !== seen) linked(aside, lock);
  rmSync(aside);
};
