import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Commit } from '@statewire/ledger';
import { memoryViews } from '@statewire/views';
import { follower } from './follower.js';
import type { Alarms } from './alarms.js';
import type { LedgerFeed } from './ledger-feed.js';
import type { Following } from './progress.js';
import { projector } from './projector.js';
import { reaction } from './reaction.js';
import { closeLedgers, feedOf, heardAlarms, noted, testLedger, withSessions, type TestLedger } from './test/test-ledger.js';

type Given = Readonly<{ feeds: readonly LedgerFeed[]; alarms: Alarms; handle: (commit: Commit) => void }>;

const kinds: readonly Readonly<{ kind: string; make: (given: Given) => Promise<Following> }>[] = [
  {
    kind: 'a projection',
    make: async ({ feeds, alarms, handle }) => {
      const apply = (commit: Commit) => {
        handle(commit);
        return [];
      };
      return projector({ name: 'test', version: 1, view: await memoryViews().open('notes', 1), feeds, alarms, apply });
    },
  },
  {
    kind: 'a reaction',
    make: async ({ feeds, alarms, handle }) => reaction({ name: 'test', checkpoints: await memoryViews().open('reacted', 1), feeds, alarms, handle }),
  },
  { kind: 'a model in memory', make: ({ feeds, alarms, handle }) => Promise.resolve(follower({ name: 'test', feeds, alarms, handle })) },
];

describe.each(kinds)('$kind of a log that was cut', ({ make }) => {
  let ledger: TestLedger;
  let sessions: ReturnType<typeof withSessions>;
  let alarms: ReturnType<typeof heardAlarms>;
  let running: Following;
  let handled: Commit[];

  const write = async (count: number, index = 0): Promise<Commit[]> => {
    const commits: Commit[] = [];
    for (let n = 0; n < count; n += 1) commits.push(await ledger.commit([noted('note/1', 'x')], { index }));
    return commits;
  };
  const hashes = (commits: readonly Commit[]) => commits.map(({ hash }) => hash);

  beforeEach(async () => {
    ledger = await testLedger(2);
    sessions = withSessions(ledger.driver);
    alarms = heardAlarms();
    handled = [];
    running = await make({ feeds: [feedOf({ ...ledger, driver: sessions.driver })], alarms, handle: (commit) => handled.push(commit) });
    await running.start();
  });
  afterEach(async () => {
    await running.stop();
    await closeLedgers();
  });

  it('stops with an alarm before it takes anything of what came instead, and only there', async () => {
    const before = await write(5);
    await running.caughtUp();
    ledger.cutBehind(before[2]!);
    sessions.another();
    await write(4);
    const elsewhere = await write(2, 1);

    expect(await running.waitFor([elsewhere[1]!.position], 5_000)).toBe('reached');
    await expect(running.caughtUp()).rejects.toMatchObject({ code: 'projector/stopped' });
    expect(alarms.heard).toEqual(['projector/diverged@5']);
    expect(running.standing()).toEqual(['notes.g1/0']);
    expect(hashes(handled.filter(({ position }) => position.part.index === 0))).toEqual(hashes(before));
  });

  it('shows no commit of the partition at which it stopped: that number may be of one that was cut off', async () => {
    const before = await write(5);
    await running.caughtUp();
    ledger.cutBehind(before[2]!);
    sessions.another();
    const [instead] = await write(4);
    await expect(running.caughtUp()).rejects.toMatchObject({ code: 'projector/stopped', canRetry: true });

    expect(await running.waitFor([instead!.position], 20)).toBe('timeout');
    expect(running.position(ledger.part())).toBeUndefined();
  });

  it('goes on when it had read only what is still there', async () => {
    const before = await write(3);
    await running.caughtUp();
    sessions.another();
    const after = await write(3);
    await running.caughtUp();

    expect(alarms.heard).toEqual([]);
    expect(hashes(handled)).toEqual(hashes([...before, ...after]));
  });
});

describe('a projection that catches up', () => {
  afterEach(closeLedgers);

  it('stores nothing of a stretch whose end was cut off while it read', async () => {
    const ledger = await testLedger();
    const commits: Commit[] = [];
    for (let n = 0; n < 600; n += 1) commits.push(await ledger.commit([noted('note/1', 'x'.repeat(2_000))]));
    const sessions = withSessions(ledger.driver);
    let reads = 0;
    const driver: typeof sessions.driver = {
      ...sessions.driver,
      fetch: async (part, from, limits, stop) => {
        if (limits.fenced !== true) reads += 1;
        if (reads === 3) {
          reads += 1;
          ledger.cutBehind(commits[1]!);
          sessions.another();
        }
        return sessions.driver.fetch(part, from, limits, stop);
      },
    };
    const alarms = heardAlarms();
    const view = await memoryViews().open('notes', 1);
    const feeds = [feedOf({ ...ledger, driver })];
    const running = projector({ name: 'test', version: 1, view, feeds, alarms, apply: () => [] });
    await running.start();
    while (alarms.heard.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await running.stop();

    expect(alarms.heard).toEqual(['projector/diverged@0']);
    expect(await view.checkpoint(ledger.part())).toBeUndefined();
  });
});
