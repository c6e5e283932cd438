import { describe, expect, it } from '@jest/globals';
import { recordView } from './record.js';

const event = (d: Readonly<Record<string, unknown>>, p: Readonly<Record<string, string>> = {}) =>
  ({ sv: 3, d: { file: 'vehicle', idx: 'SV00000004', lid: '00000004', kind: 'stolen', mke: 'EV', owner: 'OHCOP0000', at: '2026-11-20T13:00:00.000Z', fields: {}, ...d }, p }) as unknown as Parameters<typeof recordView>[0];

describe('the reason of a record', () => {
  it.each([
    ['retired', 'retention', 'retention'],
    ['active', 'REJECT - FIELD ERR MIS', undefined],
    ['located', 'REJECT - FIELD ERR MIS', undefined],
    ['cancelled', 'REJECT - FIELD ERR MIS', undefined],
    ['refused', 'REJECT - FIELD ERR VIN', undefined],
  ])('that is %s and has %j in the open is %j', (status, reason, told) => {
    expect(recordView(event({ status, reason })).reason).toBe(told);
  });

  it('is not NCIC’s word on its change, which is sealed and told apart', () => {
    expect(recordView(event({ status: 'active' }, { reason: 'REJECT - FIELD ERR MIS' }))).toMatchObject({ refusal: 'REJECT - FIELD ERR MIS' });
  });
});
