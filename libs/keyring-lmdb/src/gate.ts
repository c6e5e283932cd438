import { open } from 'lmdb';
import { committed } from '@statewire/lmdb-commit';

/** One at a time, among all processes that name the same file. A process that is killed lets go. */
export interface Gate {
  /** Waits with the whole process, for the start. */
  passNow<T>(action: () => T): T;
  /** Actions that wait go through together: they begin at once, and the gate closes behind the last that ends. */
  pass(action: () => Promise<void>): Promise<void>;
  close(): Promise<void>;
}

/**
 * An LMDB environment that nothing is ever written to: its write lock is all that it is for. Openings of the
 * directory's environment and changes of it go through it, as LMDB 3.5.6 lets a process that opens an environment undo
 * what another commits in that moment (OpenLDAP ITS#9496): `mdb_env_open2` reads the last transaction's number, maps the
 * file, and then puts that number, old by now, where all processes look. In an environment of which no transaction was
 * ever committed the number stays what it is, so that this one may be opened at any time.
 */
export const gateIn = (path: string): Gate => {
  const lock = open({ path, noSubdir: true, overlappingSync: false });
  let waiting: (() => Promise<void>)[] = [];
  let running: Promise<void> = Promise.resolve();
  let next: Promise<void> | undefined;

  const passAll = async (before: Promise<void>): Promise<void> => {
    // LMDB would take these along with those before, and a busy process never open the gate to others.
    await before.catch(() => undefined);
    const actions = waiting;
    waiting = [];
    next = undefined;
    await committed(lock.transaction(async () => {
      await Promise.all(actions.map((action) => action()));
    }));
  };

  return {
    passNow: (action) => lock.transactionSync(action),
    pass: (action) =>
      new Promise((resolve, reject) => {
        // An action that fails is told to who asked for it: it must not open the gate while others are at work.
        waiting.push(() => action().then(resolve, reject));
        next ??= running = passAll(running);
        next.catch(reject);
      }),
    close: () => lock.close(),
  };
};
