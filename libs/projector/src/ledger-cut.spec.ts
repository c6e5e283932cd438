import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ChainState, Commit, LogDriver } from '@statewire/ledger';
import type { LedgerFeed } from './ledger-feed.js';
import type { Place } from './feed-batch.js';
import { closeLedgers, feedOf, noted, testLedger, withSessions, type TestLedger } from './test/test-ledger.js';

const never = new AbortController().signal;
const divergence = { code: 'projector/diverged', canRetry: false };

let ledger: TestLedger;
let feed: LedgerFeed;
let commits: Commit[];
let sessions: ReturnType<typeof withSessions>;

const write = async (count: number): Promise<void> => {
  for (let n = 0; n < count; n += 1) commits.push(await ledger.commit([noted('note/1', 'x')]));
};
const start = (): Place => ({ state: feed.genesis(ledger.part()), session: undefined });
const next = ({ state, session }: Place) => feed.read(ledger.part(), state, never, session);

/** Reads on to the end of the log; the numbers of the commits met, and where it stands then. */
const readOn = async (from: Place) => {
  const seqs: number[] = [];
  let place = from;
  for (const end = await feed.end(ledger.part()); place.state.next < end; ) {
    const batch = (await next(place))!;
    seqs.push(...batch.commits.map(({ head }) => head.seq));
    place = batch;
  }
  return { seqs, place };
};

/** The log is another from now on: what lay behind this commit is gone, and the next leader says so. */
const cutBehind = (seq: number): void => {
  ledger.cutBehind(commits[seq - 1]!);
  commits.length = seq;
  sessions.another();
};

beforeEach(async () => {
  ledger = await testLedger();
  sessions = withSessions(ledger.driver);
  feed = feedOf({ ...ledger, driver: sessions.driver });
  commits = [];
});
afterEach(closeLedgers);

describe('a reader whose head was cut off', () => {
  it('takes nothing of the log that another leader tells, though it fits on to its head', async () => {
    await write(5);
    const { place } = await readOn(start());
    const late = ledger.driver.records(ledger.part());
    await write(1);
    const sixth = ledger.driver.records(ledger.part())[late.length]!;
    cutBehind(3);
    await write(2);
    await ledger.append(0, sixth.value);

    await expect(next(place)).rejects.toMatchObject(divergence);
  });

  it('is told so also while nothing new is written', async () => {
    await write(5);
    const { place } = await readOn(start());
    cutBehind(3);
    await write(2);

    await expect(next(place)).rejects.toMatchObject(divergence);
  });

  it('is told so when the log is shorter than what it has read', async () => {
    await write(5);
    const { place } = await readOn(start());
    cutBehind(2);

    await expect(next(place)).rejects.toMatchObject(divergence);
  });

  it('takes what it had read ahead of others with it: they go on in the log as it is', async () => {
    await write(3);
    const behind = (await readOn(start())).place;
    await write(2);
    const ahead = (await readOn(behind)).place;
    cutBehind(3);
    await write(4);

    await expect(next(ahead)).rejects.toMatchObject(divergence);
    expect((await next(behind))!.commits.map(({ hash }) => hash)).toEqual(commits.slice(3).map(({ hash }) => hash));
    await expect(next(ahead)).rejects.toMatchObject(divergence);
  });
});

describe('a reader whose head is in its place', () => {
  it('goes on when another leader answers, and reads again what lay behind its head', async () => {
    await write(3);
    await ledger.late();
    await ledger.late();
    const { place } = await readOn(start());
    cutBehind(3);
    await write(1);

    expect(place.state.next).toBe(5n);
    expect((await readOn({ ...place, state: { ...place.state, next: 4n } })).seqs).toEqual([]);
    expect((await next(place))!.commits.map(({ hash }) => hash)).toEqual([commits[3]?.hash]);
  });

  it('reads on from there when only void records were cut, though nobody said so', async () => {
    await write(3);
    await ledger.late();
    await ledger.late();
    const { place } = await readOn(start());
    ledger.cutBehind(commits[2]!);
    const moved = await next(place);
    await write(2);

    expect(moved).toMatchObject({ commits: [], state: { seq: 3, next: 3n } });
    expect((await readOn(moved!)).seqs).toEqual([4, 5]);
  });

  it('goes on though the desk of this process told of commits that were cut off', async () => {
    await write(3);
    let { place } = await readOn(start());
    await write(2);
    feed.offer(commits[4]!);
    cutBehind(3);
    const seqs: number[] = [];
    for (const count of [2, 1]) {
      await write(count);
      const read = await readOn(place);
      seqs.push(...read.seqs);
      place = read.place;
    }

    expect(seqs).toEqual([4, 5, 6]);
    expect(place.state.head).toBe(commits.at(-1)?.hash);
  });

  it('looks at it once in a session, however many read there', async () => {
    await write(3);
    const { place } = await readOn(start());
    await write(1);
    expect((await readOn(place)).seqs).toEqual([4]);
    const before = sessions.looks();
    sessions.another();
    await write(1);
    const places: Place[] = [place, place, place];
    await Promise.all(places.map(readOn));
    await write(3);
    await Promise.all(places.map(readOn));

    expect(sessions.looks() - before).toBe(1);
  });
});

describe('a suspicious record', () => {
  const onTheWay = (driver: LogDriver, damage: (bytes: Uint8Array, fenced: boolean) => Uint8Array): LogDriver => ({
    ...driver,
    fetch: async (part, from, limits, stop) => {
      const { records, ...rest } = await driver.fetch(part, from, limits, stop);
      return { ...rest, records: records.map((record) => (record.offset === 2n ? { ...record, value: damage(record.value, limits.fenced === true) } : record)) };
    },
  });
  const zeroed = (bytes: Uint8Array) => bytes.map((byte, at) => (at === 200 ? 0 : byte));

  it('is read again, with all behind the head, before it is passed over', async () => {
    feed = feedOf({ ...ledger, driver: onTheWay(ledger.driver, (bytes, fenced) => (fenced ? bytes : zeroed(bytes))) });
    await write(6);

    expect((await readOn(start())).seqs).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('is void when it is the same again', async () => {
    await write(2);
    await ledger.append(0, Buffer.from('noise'));
    await write(2);

    expect((await readOn(start())).seqs).toEqual([1, 2, 3, 4]);
  });

  it('is looked at again when the first look failed', async () => {
    let fails = true;
    const driver: LogDriver = {
      ...ledger.driver,
      fetch: async (part, from, limits, stop) => {
        if (limits.fenced === true && fails) throw new Error('connection lost');
        return ledger.driver.fetch(part, from, limits, stop);
      },
    };
    feed = feedOf({ ...ledger, driver });
    await write(5);
    const { place } = await readOn(start());
    cutBehind(3);
    await write(2);
    await ledger.append(0, Buffer.from('noise'));
    await expect(next(place)).rejects.toThrow('connection lost');
    fails = false;

    await expect(next(place)).rejects.toMatchObject(divergence);
  });
});

describe('a checkpoint', () => {
  it('from a log that was put back is refused with the first read', async () => {
    await write(5);
    const state: ChainState = (await readOn(start())).place.state;
    cutBehind(3);
    await write(4);
    feed = feedOf({ ...ledger, driver: sessions.driver });

    await expect(next({ state, session: undefined })).rejects.toMatchObject(divergence);
  });
});
