import { join } from 'node:path';
import { open, type Database, type RootDatabase } from 'lmdb';
import type { CourtOrder } from '@statewire/keyring';
import { committed } from '@statewire/lmdb-commit';
import { gateIn } from './gate.js';

/** What was done to a key, and on whose order. */
export type OrderDone = Readonly<{ what: 'restricted' | 'destroyed'; order: CourtOrder }>;

/** Which slot holds whose key: no secret, but nothing is found without it. */
export interface SlotDirectory {
  find(name: string): number | undefined;
  /** What other processes have changed since this turn's reading began shows from now on. */
  refresh(): void;
  /** Runs alone among all processes, then resolves when it is on the disk; changes that wait share a commit. */
  change(action: () => void): Promise<void>;
  /** The same at once, for the start. */
  changeNow(action: () => void): void;
  /** Inside a change: the slot of a name, a new one where it has none. What lies in a new one is nobody's: who was killed before its change was on the disk may have left it. */
  findOrTake(name: string): Readonly<{ slot: number; isNew: boolean }>;
  /** Inside a change: a new slot for a name, in place of one that it had. */
  take(name: string): number;
  /** Inside a change: adds to what was done to a key. */
  record(name: string, done: OrderDone): void;
  /** Names of keys that were ever restricted, whether they are still. */
  restricted(): Iterable<string>;
  close(): Promise<void>;
}

const nextSlot = 'next';

/** Beside the directory's environment. */
export const gateFileName = 'gate.mdb';

type Opened = Readonly<{
  environment: RootDatabase;
  slots: Database<number, string>;
  counters: Database<number, string>;
  orders: Database<readonly OrderDone[], string>;
}>;

/** `overlappingSync` off: a change is on the disk when it resolves. */
const opened = (path: string): Opened => {
  const environment = open({ path, noSubdir: false, overlappingSync: false, encoding: 'json' });
  return {
    environment,
    slots: environment.openDB('slots', { encoding: 'json' }),
    counters: environment.openDB('counters', { encoding: 'json' }),
    orders: environment.openDB('orders', { encoding: 'json' }),
  };
};

/** Several processes may make, open and change it at any time: see {@link gateIn}. */
export const slotDirectory = (path: string): SlotDirectory => {
  const gate = gateIn(join(path, gateFileName));
  const { environment, slots, counters, orders } = gate.passNow(() => opened(path));

  const refresh = (): void => { environment.resetReadTxn(); };
  const take = (name: string): number => {
    const slot = counters.get(nextSlot) ?? 0;
    counters.putSync(nextSlot, slot + 1);
    slots.putSync(name, slot);
    return slot;
  };

  return {
    find(name) {
      const known = slots.get(name);
      if (known !== undefined) return known;
      // Another process may have made it since this turn's reading began: what it sealed is read here within milliseconds.
      refresh();
      return slots.get(name);
    },
    refresh,
    change: (action) => gate.pass(() => committed(environment.transaction(action))),
    changeNow(action) {
      gate.passNow(() => {
        environment.transactionSync(action);
      });
    },
    findOrTake(name) {
      const known = slots.get(name);
      return known === undefined ? { slot: take(name), isNew: true } : { slot: known, isNew: false };
    },
    take,
    record(name, done) {
      orders.putSync(name, [...(orders.get(name) ?? []), done]);
    },
    restricted: () => orders.getRange().filter(({ value }) => value.some(({ what }) => what === 'restricted')).map(({ key }) => key),
    async close() {
      await environment.close();
      await gate.close();
    },
  };
};
