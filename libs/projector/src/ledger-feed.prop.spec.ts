import { afterEach, describe, expect, it } from '@jest/globals';
import type { ChainState } from '@statewire/ledger';
import fc from 'fast-check';
import { closeLedgers, feedOf, noted, testLedger } from './test/test-ledger.js';

type Kind = 'commit' | 'offered' | 'late' | 'noise' | 'read';

const step = fc.record({
  kind: fc.constantFrom<Kind>('commit', 'offered', 'offered', 'late', 'noise', 'read', 'read', 'read'),
  follower: fc.integer({ min: 0, max: 2 }),
});

/** Long stretches carry a follower beyond what is held for those who keep up. */
const stretch = fc.record({ length: fc.integer({ min: 1, max: 400 }), offered: fc.boolean() });

afterEach(closeLedgers);

describe('every follower of a feed', () => {
  it('sees all commits once and in order, whoever reads first, whatever is offered and whoever falls behind', async () => {
    const never = new AbortController().signal;
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof({ weight: 12, arbitrary: step }, { weight: 1, arbitrary: stretch }), { maxLength: 80, size: 'max' }), async (steps) => {
        const ledger = await testLedger();
        const part = ledger.part();
        const feed = feedOf(ledger);
        const followers = [0, 1, 2].map(() => ({ state: feed.genesis(part), seqs: [] as number[] }));
        let written = 0;

        const write = async (offered: boolean): Promise<void> => {
          const commit = await ledger.commit([noted(`note/${String((written += 1))}`, 'x')]);
          if (offered) feed.offer(commit);
        };
        const read = async (follower: { state: ChainState; seqs: number[] }): Promise<void> => {
          const batch = await feed.read(part, follower.state, never);
          expect(batch!.commits[0]?.head.prev ?? follower.state.head).toBe(follower.state.head);
          follower.seqs.push(...batch!.commits.map(({ head }) => head.seq));
          follower.state = batch!.state;
        };

        for (const given of steps) {
          if ('length' in given) for (let n = 0; n < given.length; n += 1) await write(given.offered);
          else if (given.kind === 'late') await ledger.late();
          else if (given.kind === 'noise') await ledger.append(0, Buffer.from('noise'));
          else if (given.kind !== 'read') await write(given.kind === 'offered');
          else if (followers[given.follower]!.state.next < (await feed.end(part))) await read(followers[given.follower]!);
        }
        await Promise.all(
          followers.map(async (follower) => {
            while (follower.state.next < (await feed.end(part))) await read(follower);
          }),
        );

        const all = Array.from({ length: written }, (_, n) => n + 1);
        expect(followers.map(({ seqs }) => seqs)).toEqual([all, all, all]);
      }),
      { numRuns: 30 },
    );
  }, 60_000);
});
