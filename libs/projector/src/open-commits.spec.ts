import { afterEach, describe, expect, it } from '@jest/globals';
import type { KeyRing } from '@statewire/keyring';
import type { Commit } from '@statewire/ledger';
import { memoryViews } from '@statewire/views';
import { follower } from './follower.js';
import type { Following } from './progress.js';
import { projector } from './projector.js';
import { reaction } from './reaction.js';
import { closeLedgers, feedOf, heardAlarms, noted, testLedger, type TestLedger } from './test/test-ledger.js';

const never = new AbortController().signal;
const started: Following[] = [];
const run = async (following: Following): Promise<Following> => {
  started.push(following);
  await following.start();
  return following;
};

/** A ledger whose key ring says which records were opened, and knows no key of those named. */
const watched = async (keyless: readonly string[] = []) => {
  const ledger = await testLedger();
  const opened: string[] = [];
  const keyring: KeyRing = {
    ...ledger.keyring,
    open: (sealed, aad) => {
      opened.push(sealed.kid);
      return ledger.keyring.open(keyless.includes(sealed.kid) ? { ...sealed, kid: 'never made' } : sealed, aad);
    },
  };
  return { ledger, feed: feedOf({ ...ledger, keyring }), opened };
};

const secret = (stream: string, name: string) => ({ ...noted(stream, name), p: { name } });
const write = async (ledger: TestLedger, ...streams: readonly string[]): Promise<void> => {
  for (const [at, streamsOfOne] of streams.entries()) await ledger.commit([...streamsOfOne].map((stream) => secret(`note/${stream}`, `${stream}${String(at)}`)));
};
const namesIn = ({ body }: Commit): readonly unknown[] => body.ev.map(({ p }) => (typeof p === 'object' ? p['name'] : p));

afterEach(async () => {
  await Promise.all(started.splice(0).map(async (following) => following.stop()));
  await closeLedgers();
});

describe('a follower that needs nothing sealed', () => {
  it.each([
    ['folds', (given: Parameters<typeof follower>[0]) => Promise.resolve(follower(given))],
    ['reacts', async (given: Parameters<typeof follower>[0]) => reaction({ ...given, checkpoints: await memoryViews().open('reacted', 1) })],
  ])('%s without a seal being opened, whether or not its key is there', async (_, make) => {
    const { ledger, feed, opened } = await watched(['note/b']);
    await write(ledger, 'a', 'b');
    const seen: unknown[] = [];
    const alarms = heardAlarms();
    await (await run(await make({ name: 'test', feeds: [feed], alarms, opens: 'nothing', handle: (commit) => void seen.push(...namesIn(commit)) }))).caughtUp();

    expect([seen, opened, alarms.heard]).toEqual([[undefined, undefined], [], []]);
  });
});

const projecting = async (feed: Awaited<ReturnType<typeof watched>>['feed']) => {
  const view = await memoryViews().open('notes', 1);
  const alarms = heardAlarms();
  const seen: (readonly unknown[])[] = [];
  const apply = (commit: Commit) => {
    seen.push(namesIn(commit));
    return commit.body.ev.map(({ s, p }) => ({ id: s, seq: commit.head.seq, put: { keys: [], doc: typeof p === 'object' ? p : {} } }));
  };
  const running = await run(projector({ name: 'test', version: 1, opens: 'newest', view, feeds: [feed], alarms, apply }));
  return { running, view, alarms, seen };
};

describe('a projection of what every event tells whole', () => {
  it('is given the last event of each record, and no other is opened', async () => {
    const { ledger, feed, opened } = await watched();
    await write(ledger, 'ab', 'a', 'cb', 'a');
    const { running, view, seen } = await projecting(feed);
    await running.caughtUp();

    expect(seen).toEqual([['c2', 'b2'], ['a3']]);
    expect(opened).toEqual(['note/c', 'note/b', 'note/a']);
    expect((await view.get('note/a'))?.doc).toEqual({ name: 'a3' });
    expect((await view.checkpoint(ledger.part()))?.seq).toBe(4);
  });

  it('shows everything before what does not open, and stands still there with an alarm', async () => {
    const { ledger, feed } = await watched(['note/b']);
    await write(ledger, 'a', 'c', 'b', 'a');
    const { running, view, alarms } = await projecting(feed);

    await expect(running.caughtUp()).rejects.toMatchObject({ code: 'projector/stopped' });
    expect(alarms.heard).toEqual(['keyring/no-key@2']);
    expect([(await view.get('note/a'))?.doc, (await view.get('note/c'))?.doc, (await view.checkpoint(ledger.part()))?.seq]).toEqual([{ name: 'a0' }, { name: 'c1' }, 2]);
  });
});

describe('an event that nobody knows', () => {
  it('stops a projection even where a later one tells the stream', async () => {
    const { ledger, feed } = await watched();
    await write(ledger, 'a');
    await ledger.commit([{ ...secret('note/b', 'b1'), t: 'note.burnt' }]);
    await write(ledger, 'b');
    const { running, view, alarms } = await projecting(feed);

    await expect(running.caughtUp()).rejects.toMatchObject({ code: 'projector/stopped' });
    expect(alarms.heard).toEqual(['projector/unknown-event@1']);
    expect([(await view.get('note/a'))?.doc, await view.get('note/b')]).toEqual([{ name: 'a0' }, undefined]);
  });
});

describe('a batch that was read', () => {
  it('is opened once for all who are given it', async () => {
    const { ledger, feed, opened } = await watched();
    await write(ledger, 'a', 'b');
    const [part, from] = [ledger.part(), feed.genesis(ledger.part())];
    const [one, other] = await Promise.all([feed.readSealed(part, from, never), feed.readSealed(part, from, never)]);
    expect(opened).toEqual([]);
    const closed = await Promise.all([one, other].map((batch) => feed.open(part, batch!, { opens: 'nothing' })));
    expect(closed.map(({ commits }) => commits.flatMap(namesIn))).toEqual([[undefined, undefined], [undefined, undefined]]);
    await Promise.all([one, other].map((batch) => feed.open(part, batch!, { opens: 'everything' })));

    expect(opened).toEqual(['note/a', 'note/b']);
    expect((await feed.read(part, from, never))!.commits.flatMap(namesIn)).toEqual(['a0', 'b1']);
  });
});
