import { afterEach, describe, expect, it } from '@jest/globals';
import { Failure } from '@statewire/kernel';
import type { Commit } from '@statewire/ledger';
import { memoryViews, type View } from '@statewire/views';
import type { Following } from './progress.js';
import { reaction, type ReactionOptions } from './reaction.js';
import { closeLedgers, feedOf, heardAlarms, noted, testLedger, type TestLedger } from './test/test-ledger.js';

const started: Following[] = [];
const newView = async (): Promise<View> => memoryViews().open('reacted', 1);

const start = (ledger: TestLedger, checkpoints: View, options: Pick<ReactionOptions, 'handle' | 'doneBefore' | 'concerns' | 'concurrency' | 'laneOf'>) => {
  const alarms = heardAlarms();
  const running = reaction({ name: 'echo', feeds: [feedOf(ledger)], checkpoints, alarms, ...options });
  started.push(running);
  void running.start();
  return { running, alarms };
};

const after = async (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const seqOf = ({ head }: Commit): number => head.seq;

afterEach(async () => {
  await Promise.all(started.splice(0).map(async (running) => running.stop()));
  await closeLedgers();
});

describe('a reaction', () => {
  it('handles every commit in order, one after the other', async () => {
    const ledger = await testLedger();
    for (const text of ['a', 'b', 'c']) await ledger.commit([noted('note/1', text)]);
    const seen: string[] = [];
    const { running } = start(ledger, await newView(), {
      handle: async (commit) => {
        seen.push(`begin ${seqOf(commit)}`);
        await after(2);
        seen.push(`end ${seqOf(commit)}`);
      },
    });
    await running.caughtUp();

    expect(seen).toEqual(['begin 1', 'end 1', 'begin 2', 'end 2', 'begin 3', 'end 3']);
  });

  it('repeats what fails until it succeeds, with an alarm, and nothing overtakes it', async () => {
    const ledger = await testLedger();
    for (const text of ['a', 'b']) await ledger.commit([noted('note/1', text)]);
    const seen: number[] = [];
    let failures = 4;
    const { running, alarms } = start(ledger, await newView(), {
      handle: (commit) => {
        seen.push(seqOf(commit));
        if ((failures -= 1) >= 0) throw new Failure('bus/away', 'Nobody answers.', true);
      },
    });
    const restedMeanwhile = await running.resting();
    await running.caughtUp();

    expect(seen).toEqual([1, 1, 1, 1, 1, 2]);
    expect(alarms.heard).toEqual(['projector/reaction-failing@1', 'projector/reaction-failing@1']);
    expect([restedMeanwhile, await running.resting()]).toEqual([false, true]);
  });

  it('passes what does not concern it unopened, and remembers to have passed it', async () => {
    const ledger = await testLedger();
    const view = await newView();
    const seen: number[] = [];
    const asked: boolean[] = [];
    const concerns = (commit: Commit) => {
      asked.push(commit.body.ev.some(({ p }) => p !== undefined));
      return seqOf(commit) % 2 === 0;
    };
    const options = { concerns, handle: (commit: Commit): void => void seen.push(seqOf(commit)) };
    for (const text of ['a', 'b', 'c', 'd', 'e']) await ledger.commit([{ ...noted('note/1', text), p: { text } }]);
    const { running } = start(ledger, view, options);
    await running.caughtUp();
    await running.stop();

    expect(seen).toEqual([2, 4]);
    expect(asked).toEqual([false, false, false, false, false]);
    expect(await view.checkpoint(ledger.part())).toMatchObject({ seq: 5 });
  });

  describe('without a place among commits that are there', () => {
    // The tests' ledger writes at this instant.
    const written = '2026-11-21T04:10:05.123Z';
    const seenFrom = async (view: Awaited<ReturnType<typeof newView>>, doneBefore: string, texts: readonly string[] = ['a', 'b']) => {
      const ledger = await testLedger();
      for (const text of texts) await ledger.commit([noted('note/1', text)]);
      const seen: number[] = [];
      const { running, alarms } = start(ledger, view, { doneBefore, handle: (commit: Commit): void => void seen.push(seqOf(commit)) });
      await running.caughtUp();
      await running.stop();
      return { seen, place: await view.checkpoint(ledger.part()), heard: alarms.heard };
    };

    it('does what is not done yet, and remembers its place', async () => {
      expect(await seenFrom(await newView(), written)).toMatchObject({ seen: [1, 2], place: { seq: 2 } });
    });

    it('passes over what was done long ago, and looks again at the next start', async () => {
      expect(await seenFrom(await newView(), '2026-11-21T04:10:05.124Z')).toEqual({ seen: [], place: undefined, heard: [] });
    });

    it('has one for ever once it was there', async () => {
      const view = await newView();
      await seenFrom(view, written, ['a']);

      expect(await seenFrom(view, '2026-12-24T00:00:00.000Z', ['a', 'b', 'c'])).toMatchObject({ seen: [2, 3], place: { seq: 3 } });
    });

    it.each([['does again what is not long done', written, [1, 2], { seq: 2 }], ['and nothing else', '2026-11-21T04:10:05.124Z', [], undefined]])(
      'as where the log was put back to an older copy, says so, %s', async (_, doneBefore, seen, place) => {
        const view = await newView();
        await seenFrom(view, written, ['a', 'b', 'lost']);

        expect(await seenFrom(view, doneBefore)).toEqual({ seen, place: place && expect.objectContaining(place), heard: ['projector/log-behind-view'] });
      });
  });

  it('goes on after the last commit that was done, when it was stopped in order', async () => {
    const ledger = await testLedger();
    const view = await newView();
    const seen: number[] = [];
    const handle = (commit: Commit): void => void seen.push(seqOf(commit));
    await ledger.commit([noted('note/1', 'a')]);
    const first = start(ledger, view, { handle });
    await first.running.caughtUp();
    await first.running.stop();
    const second = start(ledger, view, { handle });
    const reached = await second.running.waitFor([{ part: ledger.part(), seq: 1 }], 1_000);
    await ledger.commit([noted('note/1', 'b')]);
    await second.running.caughtUp();

    expect(reached).toBe('reached');
    expect(seen).toEqual([1, 2]);
  });

  it('handles again what was not done when it stopped', async () => {
    const ledger = await testLedger();
    const view = await newView();
    for (const text of ['a', 'b']) await ledger.commit([noted('note/1', text)]);
    const first = start(ledger, view, {
      handle: (commit) => {
        if (seqOf(commit) === 2) throw new Error('not today');
      },
    });
    await first.running.waitFor([{ part: ledger.part(), seq: 1 }], 2_000);
    await first.running.stop();
    const seen: number[] = [];
    await start(ledger, view, { handle: (commit) => void seen.push(seqOf(commit)) }).running.caughtUp();

    expect(seen).toEqual([2]);
  });

  it('stands still at what it does not understand, also when what was in hand is done after that', async () => {
    const ledger = await testLedger();
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => { release = resolve; });
    await ledger.commit([noted('note/1', 'a')]);
    await ledger.commit([{ ...noted('note/1', 'b'), t: 'note.burnt' }]);
    const { running } = start(ledger, await newView(), { handle: () => released });
    while (running.standing().length === 0) await after(1);
    release();

    expect(await running.waitFor([{ part: ledger.part(), seq: 1 }], 1_000)).toBe('reached');
    expect(running.standing()).toEqual(['notes.g1/0']);
    await expect(running.caughtUp()).rejects.toMatchObject({ code: 'projector/stopped', canRetry: true });
  });

  it('skips nothing when it is stopped between reading and handling', async () => {
    const ledger = await testLedger();
    await ledger.commit([noted('note/1', 'a')]);
    const view = await newView();
    const feed = feedOf(ledger);
    const seen: number[] = [];
    const handle = (commit: Commit): void => void seen.push(seqOf(commit));
    const readSealed: typeof feed.readSealed = async (...given) => {
      const batch = await feed.readSealed(...given);
      void stopped.stop();
      return batch;
    };
    const stopped = reaction({ name: 'echo', feeds: [{ ...feed, readSealed }], checkpoints: view, alarms: heardAlarms(), handle });
    await stopped.start();
    await stopped.waitFor([{ part: ledger.part(), seq: 1 }], 100);
    await stopped.stop();
    const seenFirst = seen.length;
    await start(ledger, view, { handle }).running.caughtUp();

    expect([seenFirst, seen]).toEqual([0, [1]]);
  });

  it('remembers how far it got without being stopped', async () => {
    const ledger = await testLedger();
    const view = await newView();
    await ledger.commit([noted('note/1', 'a')]);
    await start(ledger, view, { handle: () => undefined }).running.caughtUp();
    await after(750);

    expect((await view.checkpoint(ledger.part()))?.seq).toBe(1);
  });
});

describe('a reaction with several commits in hand', () => {
  const keys = ['OH1', 'OH2', 'OH3', 'OH4', 'OH5'];

  const spread = async (rounds: number) => {
    const ledger = await testLedger();
    for (let round = 1; round <= rounds; round += 1) {
      for (const k of keys) await ledger.commit([noted(`note/${k}`, String(round))], { k });
    }
    return ledger;
  };

  it('keeps the order within a home key and never has more in hand than allowed', async () => {
    const ledger = await spread(6);
    const seen = new Map<string, string[]>();
    let inHand = 0;
    let most = 0;
    const { running } = start(ledger, await newView(), {
      concurrency: 3,
      handle: async ({ head, body }) => {
        most = Math.max(most, (inHand += 1));
        await after((head.seq * 7) % 5);
        seen.set(head.k, [...(seen.get(head.k) ?? []), String(body.ev[0]?.d['text'])]);
        inHand -= 1;
      },
    });
    await running.caughtUp();

    expect(Object.fromEntries(seen)).toEqual(Object.fromEntries(keys.map((k) => [k, ['1', '2', '3', '4', '5', '6']])));
    expect(most).toBe(3);
  });

  it('keeps the order within what the lane says, whatever the home key', async () => {
    const ledger = await testLedger();
    for (const n of [1, 2, 3, 4, 5, 6]) await ledger.commit([noted(`note/${n % 2 === 0 ? 'even' : 'odd'}`, String(n))], { k: 'LINE' });
    const done: string[] = [];
    const { running } = start(ledger, await newView(), {
      concurrency: 4,
      laneOf: ({ body }) => body.ev[0]?.s ?? '',
      handle: async ({ body }) => {
        const [event] = body.ev;
        if (event?.s === 'note/odd') await after(20);
        done.push(String(event?.d['text']));
      },
    });
    await running.caughtUp();

    expect(done).toEqual(['2', '4', '6', '1', '3', '5']);
  });

  it('goes on with other keys while one fails, and its checkpoint stays before the failing commit', async () => {
    const ledger = await spread(2);
    const view = await newView();
    const seen: number[] = [];
    const { running } = start(ledger, view, {
      concurrency: 2,
      handle: ({ head }) => {
        if (head.k === 'OH3') throw new Error('line down');
        seen.push(head.seq);
      },
    });
    await running.waitFor([{ part: ledger.part(), seq: 2 }], 2_000);
    await after(50);
    await running.stop();

    expect(seen).toEqual([1, 2, 4, 5, 6, 7, 9, 10]);
    expect((await view.checkpoint(ledger.part()))?.seq).toBe(2);
  });

  it('does not run ahead for ever of a commit that fails', async () => {
    const ledger = await testLedger();
    for (let n = 0; n < 1_200; n += 1) await ledger.commit([noted(`note/${String(n)}`, 'x')], { k: `OH${String(n % 50)}` });
    const view = await newView();
    let done = 0;
    const { running } = start(ledger, view, {
      concurrency: 8,
      handle: ({ head }) => {
        if (head.seq === 1) throw new Error('line down');
        done += 1;
      },
    });
    const expected = 1_024 - Math.ceil(1_024 / 50);
    for (let waited = 0; done < expected && waited < 10_000; waited += 20) await after(20);
    // Time enough for it to run on, if it did.
    await after(200);
    await running.stop();

    // One admitted commit in fifty waits behind the failing one of its key.
    expect(done).toBe(expected);
    expect(await view.checkpoint(ledger.part())).toBeUndefined();
  });
});
