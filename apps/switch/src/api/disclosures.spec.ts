import { describe, expect, it } from '@jest/globals';
import { disclosed } from './disclosures.js';
import type { Journal } from './journal.js';
import { inDoubt, problem } from './problem.js';
import type { Seat } from './seat.js';

const seat = { agency: { ori: 'OHCOP0000' } } as unknown as Seat;

const refusedBy = (cause: Error): Promise<void> =>
  disclosed({ answer: () => Promise.reject(cause) } as unknown as Journal, seat, '/v1/records/SV00000001', { mke: 'RECORD', says: 'SV00000001 VERSION 1' });

describe('a disclosure that cannot be journalled', () => {
  it('is not given, and nobody who only reads is told to send it again with a key', async () => {
    await expect(refusedBy(inDoubt(5_000))).rejects.toMatchObject({ problem: { status: 503, type: 'unavailable' }, headers: { 'retry-after': '1' } });
  });

  it('is refused as the journal refuses it otherwise', async () => {
    await expect(refusedBy(problem(403))).rejects.toMatchObject({ problem: { status: 403 } });
    await expect(refusedBy(new Error('defect'))).rejects.toThrow('defect');
  });
});
