import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '@statewire/kernel';
import type { Commit, OpenedEvent } from '@statewire/ledger';
import type { Addresses } from '../notice.js';
import { noticesOf } from '../notices.js';

const IDX = 'IM40000004';
const TO: Addresses = { terminalsOf: (ori) => [`${ori}-1`, `${ori}-2`], controlRoom: () => ['CTL1'], reachedBy: () => [] };
const RECORD: JsonObject = {
  file: 'image', idx: IDX, lid: '40000004', kind: 'image', mke: 'EIM', owner: 'OHCOP0000', status: 'active', at: '2026-11-30T09:00:00.000Z',
  fields: { IMT: ['M'], IMN: ['I940000004', 'I000000005'] }, more: { base: { idx: 'WP20000004', file: 'wanted-person', nic: 'W000000009' } },
};

const told = (what: string, d: JsonObject, p: JsonObject = {}) => {
  const event: OpenedEvent = { t: `image.${what}`, tv: 1, s: `image/${IDX}`, sv: 3, d: { ...RECORD, ...d }, p };
  return noticesOf({ position: { part: { ledger: 'images', gen: 1, index: 2 }, seq: 7 }, body: { ev: [event] } } as unknown as Commit, 4, TO);
};

describe('an image that has followed its record to NCIC', () => {
  it('is told of to all of its agency, with the number that NCIC has given it', () => {
    const [notice, ...others] = told('modified', { answers: 2, changed: ['IMN'] });
    expect(others).toEqual([]);
    expect(notice).toMatchObject({ terminals: ['OHCOP0000-1', 'OHCOP0000-2'], post: { mail: { kind: 'notice', to: 'OHCOP0000' }, text: expect.stringMatching(/AS IMN\/I000000005\nMKE\/IMAGE/) } });
  });

  it('and was refused there too', () => {
    expect(told('change-refused', { answers: 2, changed: ['IMN'] }, { reason: 'REJECT - X' })).toMatchObject([{ post: { text: expect.stringContaining('REFUSED THE IMAGE: REJECT - X') } }]);
  });

  it.each([['changed by its agency', { answers: 2, changed: ['DOI'] }], ['taken from NCIC with its record', { changed: ['NIC'] }]])('is not told of when it was %s', (_, d) => {
    expect(told('modified', d)).toEqual([]);
  });
});
