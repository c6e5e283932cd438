import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '@statewire/kernel';
import type { Commit, OpenedEvent } from '@statewire/ledger';
import type { Addresses } from '../notice.js';
import { noticesOf } from '../notices.js';

const IDX = 'CH80000004';
const TO: Addresses = { terminalsOf: (ori) => [`${ori}-1`, `${ori}-2`], controlRoom: () => ['CTL1'], reachedBy: () => [] };
const RECORD: JsonObject = { file: 'chl', idx: IDX, lid: '80000004', kind: 'license', mke: 'ECP', owner: 'OH0990000', status: 'active', at: '2026-11-30T09:00:00.000Z', fields: { STA: ['E'] } };

const told = (what: string, d: JsonObject = {}, fields: JsonObject = { LPN: ['12345678'] }) => {
  const event: OpenedEvent = { t: `chl.${what}`, tv: 1, s: `chl/${IDX}`, sv: 2, d: { ...RECORD, ...d }, p: { fields: { NAM: ['DOE,JOHN'], PER: ['25-FRA-000001-P'], ...fields } } };
  return noticesOf({ position: { part: { ledger: 'chl', gen: 1, index: 2 }, seq: 7 }, body: { ev: [event] } } as unknown as Commit, 4, TO);
};

describe('a handgun license', () => {
  it('that was taken over is told of to its former owner, in the manual’s words', () => {
    const [notice, ...others] = told('transferred', { more: { formerOwner: 'OH0250000' } });
    expect(others).toEqual([]);
    expect(notice).toMatchObject({ terminals: ['OH0250000-1', 'OH0250000-2'], post: { kid: `chl/${IDX}`, mail: { to: 'OH0250000', mke: 'MCP' } } });
    expect(notice?.post.text).toMatch(/HOLDER DOE,JOHN WITH LPN\/12345678 HAS REQUESTED CONCEALED HANDGUN LICENSE SERVICE AT OH0990000\.\nTHEY HAVE MODIFIED YOUR LEADS RECORD LID\/80000004/);
    expect(told('transferred', { more: { formerOwner: 'OH0250000' } }, {})[0]?.post.text).toContain('HOLDER DOE,JOHN WITH PER/25-FRA-000001-P HAS');
  });

  it('that has expired is told of to its sheriff', () => {
    expect(told('expired')).toMatchObject([{ terminals: ['OH0990000-1', 'OH0990000-2'], post: { text: expect.stringMatching(/HAS EXPIRED[^]*STATUS\/EXPIRED/) } }]);
  });

  it.each(['entered', 'modified'])('that was %s is none of its notices', (what) => { expect(told(what)).toEqual([]); });
});
