import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '@statewire/kernel';
import type { Commit, OpenedEvent } from '@statewire/ledger';
import type { Addresses } from '../notice.js';
import { noticesOf } from '../notices.js';

const IDX = 'TV00000004';
const TO: Addresses = { terminalsOf: (ori) => (ori === 'OH0250000' ? ['FRA1', 'FRA2'] : []), controlRoom: () => ['CTL1'], reachedBy: () => [] };
const RECORD: JsonObject = {
  file: 'towed', idx: IDX, lid: '00000004', kind: 'towed', mke: 'ET', owner: 'OH0250000', status: 'active', at: '2026-11-30T09:00:00.000Z', entered: '2026-11-20T13:00:00.000Z',
  fields: { DPT: ['20261130'] },
};

const told = (what: string, d: JsonObject = {}) => {
  const event: OpenedEvent = { t: `towed.${what}`, tv: 1, s: `towed/${IDX}`, sv: 2, d: { ...RECORD, ...d }, p: { fields: { LIC: ['GHX4471'], STA: ['12 IMPOUND RD'] } } };
  return noticesOf({ position: { part: { ledger: 'vehicles', gen: 1, index: 2 }, seq: 7 }, body: { ev: [event] } } as unknown as Commit, 4, TO);
};

describe('a towed vehicle', () => {
  it.each([
    ['pretrial', /TODAY IS THE DATE OF PRE-TRIAL \(DPT\)/],
    ['release', /TODAY IS THE IMMOBILIZATION PERIOD TO \(IPT\) DATE/],
    ['release-seven-days', /SEVEN DAYS SINCE THE IMMOBILIZATION PERIOD TO \(IPT\) DATE/],
    ['release-sixty-days', /60 DAYS SINCE THE IMMOBILIZATION PERIOD TO \(IPT\) DATE/],
  ])('whose day (%s) has come is told of at every terminal of its agency, with the reason and the record', (kind, reason) => {
    const [notice, ...others] = told('noticed', { clock: { kind, due: '2026-11-30T09:00:00.000Z' } });
    expect(others).toEqual([]);
    expect(notice).toMatchObject({ terminals: ['FRA1', 'FRA2'], post: { kid: `towed/${IDX}`, mail: { kind: 'notice', mke: 'ET', to: 'OH0250000', record: { idx: IDX } } } });
    expect(notice?.post.text).toMatch(/L\.E\.A\.D\.S\. AUTOMATED MESSAGE[\s\S]*TOWED\/IMMOBILIZED/);
    expect(notice?.post.text).toMatch(reason);
    expect(notice?.post.text).toMatch(/STA\/12 IMPOUND RD[\s\S]*DPT\/20261130/);
  });

  it('that is retired for want of a day is told of too', () => {
    expect(told('retired', { status: 'retired', reason: 'retention' })[0]?.post.text).toMatch(/REASON: 180 DAYS ARE OVER AND NEITHER PRE-TRIAL NOR IMMOBILIZATION IS ON THE RECORD, ENTERED ON 20261120\nTHE RECORD HAS BEEN RETIRED/);
  });

  it.each([['entered', {}], ['retired', { reason: 'not-validated' }], ['modified', {}], ['cleared', {}], ['noticed', { clock: { kind: 'unheard-of' } }]])('that was %s is none of its notices', (what, d) => {
    expect(told(what, d as JsonObject)).toEqual([]);
  });
});
