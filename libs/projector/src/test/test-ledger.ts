import { memoryKeyRing, openEvent, sealEvent } from '@statewire/keyring';
import {
  frame,
  genesis,
  memoryLogDriver,
  stateAfter,
  type ChainState,
  type Commit,
  type LogDriver,
  type NewEvent,
  type PartitionId,
} from '@statewire/ledger';
import type { Alarms } from '../alarms.js';
import { knownEvents, type EventSchema } from '../known-events.js';
import { ledgerFeed, type LedgerFeed } from '../ledger-feed.js';

export const installation = 'installation-1';
export const by = { ori: 'OH0250000', device: 'T1', user: 'u1' };
export const noted = (s: string, text: string): NewEvent => ({ t: 'note.made', tv: 1, s, d: { text } });

const opened: LogDriver[] = [];

/** Ends what still waits for these ledgers. */
export const closeLedgers = async (): Promise<void> => {
  await Promise.all(opened.splice(0).map(async (driver) => driver.close()));
};

/** A ledger in memory with a writer that knows no faults; whatever a test wants void or torn it writes itself. */
export const testLedger = async (partitions = 1) => {
  const driver = memoryLogDriver();
  opened.push(driver);
  const keyring = memoryKeyRing();
  await driver.create('notes', 1, partitions);
  const parts = Array.from({ length: partitions }, (_, index): PartitionId => ({ ledger: 'notes', gen: 1, index }));
  const chains: ChainState[] = parts.map((part) => genesis(installation, part));
  const versions = new Map<string, number>();
  let attempt = 0;

  const part = (index = 0): PartitionId => parts[index]!;
  const append = async (index: number, value: Uint8Array): Promise<bigint> => {
    const result = await driver.append(part(index), [value]);
    if (result.kind !== 'stored') throw new Error(result.kind);
    return result.base;
  };

  const commit = async (events: readonly NewEvent[], { index = 0, k = 'OH0250000' } = {}): Promise<Commit> => {
    await keyring.ensure(events.filter(({ p }) => p !== undefined).map(({ s, kid = s }) => kid));
    const ev = events.map((event) => {
      const sv = (versions.get(event.s) ?? 0) + 1;
      versions.set(event.s, sv);
      return sealEvent(keyring, 'notes', event, sv);
    });
    const { seq, head } = chains[index]!;
    const w = `test/${(attempt += 1)}`;
    const written = frame({ prev: head, seq: seq + 1, w, at: '2026-11-21T04:10:05.123Z', cmd: w, k }, { by, cv: '1', out: 'accepted', ev });
    const offset = await append(index, written.bytes);
    const body = { by, cv: '1', out: 'accepted' as const, ev: ev.map((event) => openEvent(keyring, 'notes', event)) };
    const done: Commit = { head: written.head, hash: written.hash, position: { part: part(index), seq: seq + 1 }, offset, body };
    chains[index] = stateAfter(done);
    return done;
  };

  /** A record that links to a commit long past, as a late copy of a lost batch does. */
  const late = async (index = 0): Promise<void> => {
    const prev = genesis(installation, part(index)).head;
    const { bytes } = frame({ prev, seq: 2, w: `late/${(attempt += 1)}`, at: '2026-11-21T04:10:05.123Z', k: '' }, { by, cv: '1', out: 'accepted', ev: [] });
    await append(index, bytes);
  };

  /** Cuts everything behind a commit, as an unclean election would; the writer has noticed and goes on from there. */
  const cutBehind = (last: Commit): void => {
    const { part: cut } = last.position;
    driver.cut(cut, last.offset + 1n);
    chains[cut.index] = stateAfter(last);
  };

  return { driver, keyring, parts, part, commit, late, append, cutBehind };
};

/** The same log behind a driver that says when another leader answers, and counts how often a head is looked at. */
export const withSessions = (driver: LogDriver) => {
  let session = 1;
  let looks = 0;
  const fetch: LogDriver['fetch'] = async (part, from, limits, stop) => {
    if (limits.fenced === true) looks += 1;
    const fetched = await driver.fetch(part, from, limits, stop);
    return { ...fetched, session };
  };
  return {
    driver: { ...driver, fetch },
    looks: () => looks,
    another: () => {
      session += 1;
    },
  };
};

export type TestLedger = Awaited<ReturnType<typeof testLedger>>;

export const feedOf = (
  { driver, keyring, parts }: Readonly<{ driver: LogDriver }> & Pick<TestLedger, 'keyring' | 'parts'>,
  schemas: readonly EventSchema[] = [{ t: 'note.made', tv: 1 }],
): LedgerFeed =>
  ledgerFeed({ driver, keyring, installation, ledger: 'notes', gen: 1, partitions: parts.length, known: knownEvents(schemas) });

/** Alarms as `code@seq`, in the order in which they were raised. */
export const heardAlarms = (): Alarms & Readonly<{ heard: string[] }> => {
  const heard: string[] = [];
  return {
    heard,
    raise: (code, details) => {
      heard.push('seq' in details ? `${code}@${String(details['seq'])}` : code);
    },
  };
};
