import { closeSync, fdatasync, openSync, readSync, writeSync } from 'node:fs';
import { promisify } from 'node:util';

/** A slot lies within one sector of the disk, so that it is never written by half: 512 is a multiple of it. */
const slotBytes = 64;
const wrappedFrom = 4;
const states = ['empty', 'active', 'restricted', 'destroyed'] as const;
const synced = promisify(fdatasync);
/** What lies between two slots is read along where it is less than this, and so much at once. */
const gapSlotsMax = 64;
const runSlotsMax = 4_096;

/**
 * What a slot holds: a wrapped key of 60 bytes, or nothing but that there is none. `restricted` and `destroyed` may
 * stand where no key ever was.
 */
export type Slot = Readonly<{ state: (typeof states)[number]; wrapped: Buffer }>;

/**
 * Wrapped keys, each at its place in a plain file, because LMDB writes beside what it replaces and leaves the old bytes
 * in the file: here a key that is destroyed is overwritten where it lies. (What a disk keeps of a sector that it
 * moved, or a file system that copies on write, is out of reach of any program.)
 */
export interface Slots {
  read(slot: number): Slot;
  /** Several at once, whatever their order: neighbours are read together. */
  readAll(slots: readonly number[]): ReadonlyMap<number, Slot>;
  /** For other processes to see at once; on the disk after {@link sync}. */
  write(slot: number, content: Slot): void;
  /** Resolves when everything written before the call is on the disk; those who wait share one sync. */
  sync(): Promise<void>;
  close(): void;
}

export const wrappedBytes = slotBytes - wrappedFrom;
export const nothingWrapped: Buffer = Buffer.alloc(wrappedBytes);

const slotOf = (bytes: Buffer): Slot => ({ state: states[bytes[0] ?? 0] ?? 'empty', wrapped: bytes.subarray(wrappedFrom) });

/** Slots in runs, each to be read in one piece. */
const runsOf = (slots: readonly number[]): readonly (readonly number[])[] => {
  const runs: number[][] = [];
  for (const slot of [...slots].sort((one, other) => one - other)) {
    const run = runs.at(-1);
    const [first = slot] = run ?? [];
    if (run !== undefined && slot - (run.at(-1) ?? slot) <= gapSlotsMax && slot - first < runSlotsMax) run.push(slot);
    else runs.push([slot]);
  }
  return runs;
};

/** The file is made by the first to open it. */
export const slotsIn = (path: string): Slots => {
  // 'a+' would write at the end whatever place is named: made first, then opened for reading and writing.
  closeSync(openSync(path, 'a', 0o600));
  const file = openSync(path, 'r+');
  let running: Promise<void> = Promise.resolve();
  let next: Promise<void> | undefined;

  return {
    read(slot) {
      const bytes = Buffer.alloc(slotBytes);
      readSync(file, bytes, 0, slotBytes, slot * slotBytes);
      return slotOf(bytes);
    },
    readAll(wanted) {
      const found = new Map<number, Slot>();
      for (const run of runsOf(wanted)) {
        const [first = 0] = run;
        const bytes = Buffer.alloc(((run.at(-1) ?? first) - first + 1) * slotBytes);
        readSync(file, bytes, 0, bytes.length, first * slotBytes);
        for (const slot of run) found.set(slot, slotOf(bytes.subarray((slot - first) * slotBytes, (slot - first + 1) * slotBytes)));
      }
      return found;
    },
    write(slot, { state, wrapped }) {
      const bytes = Buffer.alloc(slotBytes);
      bytes[0] = states.indexOf(state);
      wrapped.copy(bytes, wrappedFrom);
      writeSync(file, bytes, 0, slotBytes, slot * slotBytes);
    },
    sync() {
      next ??= running
        // A sync that failed was reported to those who waited for it.
        .catch(() => undefined)
        .then(() => {
          running = next ?? running;
          next = undefined;
          return synced(file);
        });
      return next;
    },
    close() {
      closeSync(file);
    },
  };
};
