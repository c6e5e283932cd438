import { beforeAll, describe, expect, it } from '@jest/globals';
import type { SignedSeal } from '@statewire/seals';
import fc from 'fast-check';
import { installation, isSigned, ledgerOf, part, sealedLedger } from '../test/sealed-ledger.js';
import { verifyLedgers } from './verify-ledgers.js';

const ledgers = [{ ledger: part.ledger, gen: 1, partitions: 1 }];
let frames: readonly Uint8Array[];
let copies: readonly SignedSeal[];

beforeAll(async () => {
  ({ frames, copies } = await sealedLedger());
});

const problemIn = async (records: readonly Uint8Array[], rivals: boolean) =>
  (await verifyLedgers({ driver: await ledgerOf(records), installation, ledgers, rivals, isSigned, copies })).problems[0];

/** Any record but the last, whose first line nothing speaks of yet. */
const place = fc.record({ index: fc.integer({ min: 0, max: 21 }), share: fc.double({ min: 0, max: 0.999, noNaN: true }), bit: fc.integer({ min: 0, max: 7 }) });

describe('one altered bit', () => {
  it.each([['alone', false], ['among rivals', true]])('is named, record and byte, in a ledger %s', async (_what, rivals) => {
    await fc.assert(
      fc.asyncProperty(place, async ({ index, share, bit }) => {
        const byte = Math.floor(share * frames[index]!.length);
        const altered = Uint8Array.from(frames[index]!, (was, at) => (at === byte ? was ^ (1 << bit) : was));
        const problem = await problemIn(frames.map((frame, at) => (at === index ? altered : frame)), rivals);

        expect(problem).toMatchObject({ offset: BigInt(index), seq: index + 1, byte });
      }),
      { numRuns: 150 },
    );
  });
});
