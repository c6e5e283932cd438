import { describe, expect, it } from '@jest/globals';
import { Failure } from '@statewire/kernel';
import { appender } from './append.js';
import type { Link, Links } from './link.js';
import type { Leader, Locator } from './locator.js';
import { tunedTimes } from './settings.js';

const place = { topic: 'journal.g1', index: 0, name: 'journal.g1/0' };
const leader = { address: 'kafka-1:9092', epoch: 3 };
const values = [Buffer.from('a')];

type Faults = Readonly<{ code: number; leaders: () => Leader; locate: Error; open: Error; send: Error }>;

/** An appender whose leader answers with `code`, or fails where a step is given. */
const appenderWith = ({ code = 0, leaders = () => leader, locate, open, send }: Partial<Faults>) => {
  const calls = { sent: 0, forgotten: 0 };
  const link: Link = {
    exchange: async <T>() => {
      calls.sent += 1;
      if (send !== undefined) throw send;
      return { topics: [{ partitions: [{ partition: 0, errorCode: code, baseOffset: '42' }] }] } as T;
    },
    isBroken: () => false,
    destroy: () => {},
  };
  const links: Links = { get: () => (open === undefined ? Promise.resolve(link) : Promise.reject(open)), close: () => {} };
  const locator: Locator = {
    locate: () => (locate === undefined ? Promise.resolve(leaders()) : Promise.reject(locate)),
    forget: (_, known) => {
      if (known !== undefined) calls.forgotten += 1;
    },
    addresses: () => [],
    ask: () => Promise.resolve([]),
  };
  return { append: appender({ links, locator, times: tunedTimes }), calls };
};

const lost = new Failure('ledger-kafka/connection-lost', 'lost', true);

describe('an append to Kafka', () => {
  it('is stored where the leader says', async () => {
    const { append, calls } = appenderWith({});
    expect(await append(place, values)).toEqual({ kind: 'stored', base: 42n, session: 1 });
    expect(calls).toEqual({ sent: 1, forgotten: 0 });
  });

  it('is another session’s behind another leader', async () => {
    const moving = { locate: leader };
    const { append } = appenderWith({ leaders: () => moving.locate });
    const sessions = [await append(place, values), await append(place, values)];
    moving.locate = { ...leader, epoch: 4 };
    sessions.push(await append(place, values));

    expect(sessions).toMatchObject([{ session: 1 }, { session: 1 }, { session: 2 }]);
  });

  it.each([
    [10, 'too-large'],
    [18, 'too-large'],
    [19, 'not-enough-replicas'],
    [29, 'forbidden'],
    [31, 'forbidden'],
    [87, 'invalid'],
  ] as const)('was not stored after code %i: %s', async (code, reason) => {
    expect(await appenderWith({ code }).append(place, values)).toEqual({ kind: 'refused', reason });
  });

  it.each([
    [20, 'NOT_ENOUGH_REPLICAS_AFTER_APPEND'],
    [6, 'NOT_LEADER_OR_FOLLOWER'],
    [7, 'REQUEST_TIMED_OUT'],
    [3, 'UNKNOWN_TOPIC_OR_PARTITION'],
    [2, 'CORRUPT_MESSAGE'],
    [-1, 'UNKNOWN_SERVER_ERROR'],
    [9999, 'a code of the future'],
  ])('may have been stored after code %i, %s, and is not sent again', async (code) => {
    const { append, calls } = appenderWith({ code });
    expect(await append(place, values)).toMatchObject({ kind: 'unknown' });
    expect(calls).toEqual({ sent: 1, forgotten: 1 });
  });

  it('may have been stored when the answer does not come', async () => {
    const { append, calls } = appenderWith({ send: lost });
    expect(await append(place, values)).toEqual({ kind: 'unknown', cause: lost });
    expect(calls).toEqual({ sent: 1, forgotten: 1 });
  });

  it('was not stored when no leader could be found or reached', async () => {
    const nothingSent = { kind: 'refused', reason: 'not-enough-replicas' };
    expect(await appenderWith({ locate: lost }).append(place, values)).toEqual(nothingSent);
    const unreached = appenderWith({ open: lost });
    expect(await unreached.append(place, values)).toEqual(nothingSent);
    expect(unreached.calls).toEqual({ sent: 0, forgotten: 1 });
  });

  it('fails outright when trying again cannot help', async () => {
    const old = new Failure('ledger-kafka/version', 'too old', false);
    await expect(appenderWith({ open: old }).append(place, values)).rejects.toBe(old);
  });
});
