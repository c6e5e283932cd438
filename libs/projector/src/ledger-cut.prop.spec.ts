import { afterEach, describe, expect, it } from '@jest/globals';
import { isFailure } from '@statewire/kernel';
import type { Commit } from '@statewire/ledger';
import fc from 'fast-check';
import type { Place } from './feed-batch.js';
import { closeLedgers, feedOf, noted, testLedger, withSessions } from './test/test-ledger.js';

const followers = 3;

const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constantFrom('commit', 'late', 'noise'), times: fc.integer({ min: 1, max: 4 }) }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('read'), who: fc.integer({ min: 0, max: followers - 1 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('cut'), lost: fc.integer({ min: 1, max: 6 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('another leader') }) },
  // What was in flight to the old leader arrives at the new one.
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('ghost') }) },
);

type Follower = { place: Place; readonly hashes: string[]; diverged: boolean };

afterEach(closeLedgers);

describe('every follower of a log that is cut now and then', () => {
  it('has read exactly what the log holds, or stops because it holds another', async () => {
    const never = new AbortController().signal;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60, size: 'max' }), async (steps) => {
        const ledger = await testLedger();
        const part = ledger.part();
        const { driver, another } = withSessions(ledger.driver);
        const feed = feedOf({ ...ledger, driver });
        const readers = Array.from({ length: followers }, (): Follower => ({ place: { state: feed.genesis(part), session: undefined }, hashes: [], diverged: false }));
        const commits: Commit[] = [];
        const ghosts: Readonly<{ offset: bigint; value: Uint8Array }>[] = [];
        let isTaken = false;

        const write = async (): Promise<void> => {
          commits.push(await ledger.commit([noted('note/1', 'x')]));
          isTaken = true;
        };
        /** What was cut off comes again when its number is taken, and not just where it lay before: a look at the head alone cannot tell that. */
        const haunt = async (): Promise<void> => {
          if (!isTaken) return;
          for (const { offset, value } of ghosts.splice(0)) {
            if ((await feed.end(part)) === offset) await ledger.append(0, Buffer.from('noise'));
            await ledger.append(0, value);
          }
        };
        const read = async (reader: Follower): Promise<void> => {
          try {
            const batch = (await feed.read(part, reader.place.state, never, reader.place.session))!;
            reader.hashes.push(...batch.commits.map(({ hash }) => hash));
            reader.place = batch;
          } catch (cause) {
            if (!isFailure(cause) || cause.code !== 'projector/diverged') throw cause;
            reader.diverged = true;
          }
        };
        const cut = (lost: number): void => {
          const kept = commits.at(-1 - lost);
          if (kept === undefined) return;
          const records = ledger.driver.records(part);
          ghosts.push(...commits.slice(-lost).map(({ offset }) => ({ offset, value: records[Number(offset)]!.value })));
          isTaken = false;
          commits.length -= lost;
          ledger.cutBehind(kept);
          another();
        };

        for (const given of steps) {
          if ('who' in given) {
            const reader = readers[given.who]!;
            if (!reader.diverged && reader.place.state.next < (await feed.end(part))) await read(reader);
          } else if ('lost' in given) cut(given.lost);
          else if ('times' in given) {
            for (let n = 0; n < given.times; n += 1) {
              if (given.kind === 'commit') await write();
              else if (given.kind === 'late') await ledger.late();
              else await ledger.append(0, Buffer.from('noise'));
            }
          } else if (given.kind === 'ghost') await haunt();
          else another();
        }
        another();
        // Beyond wherever anybody stands, so that nobody waits.
        const furthest = Math.max(...readers.map(({ place }) => Number(place.state.next)));
        do await write();
        while (Number(await feed.end(part)) <= furthest);
        const whole = commits.map(({ hash }) => hash);
        for (const reader of readers) {
          while (!reader.diverged && (reader.hashes.length < whole.length || reader.place.state.head !== whole.at(-1))) await read(reader);
        }

        for (const { hashes, diverged } of readers) {
          if (diverged) expect(whole).not.toContain(hashes.at(-1));
          else expect(hashes).toEqual(whole);
        }
      }),
      { numRuns: 200 },
    );
  }, 60_000);
});
