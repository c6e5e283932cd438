import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '@statewire/kernel';
import type { Commit, OpenedEvent } from '@statewire/ledger';
import type { Addresses } from '../notice.js';
import { lineNoticesOf } from '../notices-of-the-line.js';
import { noticesOf } from '../notices.js';

const STREAM = 'missing-person/MP70000004';
const TO: Addresses = {
  terminalsOf: (ori) => (ori === 'OH0480000' ? ['LUC1', 'LUC2'] : []), controlRoom: () => ['CTL1', 'HAM1'],
  reachedBy: (codes) => (codes.join() === 'OHALLTERM' ? ['COL1', 'HAM1', 'LUC1'] : []),
};
const RECORD: JsonObject = {
  file: 'missing-person', idx: 'MP70000004', lid: '70000004', nic: 'M000000001', kind: 'missing', mke: 'EME', owner: 'OH0480000', status: 'active', at: '2026-12-21T05:05:00.000Z',
};

const commitOf = (ledger: string, corr: string | undefined, event: OpenedEvent): Commit =>
  ({ position: { part: { ledger, gen: 1, index: 2 }, seq: 7 }, body: { ev: [event], ...(corr === undefined ? {} : { corr }) } }) as unknown as Commit;
const event = (what: string, d: JsonObject, fields: JsonObject = {}, parts: JsonObject = {}): OpenedEvent =>
  ({ t: `missing-person.${what}`, tv: 1, s: STREAM, sv: 3, d: { ...RECORD, fields: {}, ...d }, p: { fields: { NAM: ['WANDERER,WILL'], ...fields }, parts } });
const told = (one: OpenedEvent, corr?: string) => noticesOf(commitOf('missing-persons', corr, one), 4, TO);

describe('an alert', () => {
  it.each([['AA', 'AMBER ALERT'], ['SA', 'ENDANGERED MISSING ADULT ALERT']])('with MNP %s goes out once NCIC has accepted: %s, in red, to every terminal once', (MNP, title) => {
    const [final, alert, ...others] = told(event('entered', { answers: 1, fields: { MNP: [MNP] } }), '8@LUC1');
    expect(others).toEqual([]);
    expect(final).toMatchObject({ terminals: ['LUC1'], post: { text: expect.stringContaining('NCIC ACCEPT ENTER, NIC RETURNED AND APPLIED'), mail: { kind: 'response' } } });
    expect(alert).toMatchObject({
      terminals: ['COL1', 'HAM1', 'LUC1', 'CTL1'],
      post: { kid: STREAM, text: expect.stringContaining(title), mail: { kind: 'broadcast', background: 'red', to: 'OHALLTERM', record: { idx: 'MP70000004', nic: 'M000000001' } } },
    });
    expect(alert?.post.text).toMatch(/NAM\/WANDERER,WILL/);
    expect(alert?.post.mail.mri).not.toBe(final?.post.mail.mri);
  });

  it.each(['MP', 'CA', 'DV'])('is not what MNP %s says', (MNP) => {
    expect(told(event('entered', { answers: 1, fields: { MNP: [MNP] } }), '8@LUC1')).toHaveLength(1);
  });

  it('is raised by the entry alone', () => {
    expect(told(event('modified', { answers: 2, fields: { MNP: ['SA'] } }), '8@LUC1')).toHaveLength(1);
  });
});

describe('a record of more than thirty days', () => {
  it('has its blank fields told to every terminal of its agency', () => {
    const [notice, ...others] = told(event('noticed', { clock: { kind: 'month', due: '2026-12-21T05:05:00.000Z' } }, { BLT: ['APOS'] }, { 'SUPPLEMENTAL DATA': { SMT: ['TAT R ARM'] } }));
    expect(others).toEqual([]);
    expect(notice).toMatchObject({ terminals: ['LUC1', 'LUC2'], post: { mail: { kind: 'notice', to: 'OH0480000' } } });
    expect(notice?.post.text).toMatch(/\$\.K\. OH0480000\n[^\n]*OVER 30 DAYS OLD[^\n]*\nDCH \(DENTAL CHARACTERISTICS OF EACH TOOTH\)\nFPC \(FINGERPRINT CLASSIFICATION\)\nJWT \(JEWELRY TYPE\)\nENTER THEM/);
    expect(notice?.post.text).toContain('NIC/M000000001');
  });

  it('says nothing of its own at a comparison', () => {
    expect(told(event('noticed', { clock: { kind: 'comparison', due: '2026-12-21T05:30:00.000Z' } }))).toEqual([]);
  });
});

describe('a comparison with the unidentified', () => {
  const answered = (said: readonly string[]): OpenedEvent => ({
    t: 'line.answered', tv: 1, s: 'line/NCIC/MP70000004', sv: 1,
    d: { line: 'NCIC', function: 'compare', file: 'missing-person', stream: STREAM, idx: 'MP70000004', lid: '70000004', nic: 'M000000001', mke: 'EME', ori: 'OH0480000', answer: { accepted: true } },
    p: { fields: { NAM: ['WANDERER,WILL'] }, said: [...said] },
  });
  const notices = (said: readonly string[]) => lineNoticesOf(commitOf('exchange', undefined, answered(said)), 4, TO);

  it('that finds somebody is told to every terminal of the agency', () => {
    const [notice, ...others] = notices(['MKE/UNIDENTIFIED LIVING\nOCA/1 NIC/U000000003\nAGREES IN SEX SMT']);
    expect(others).toEqual([]);
    expect(notice).toMatchObject({ terminals: ['LUC1', 'LUC2'], post: { kid: STREAM, mail: { kind: 'notice', to: 'OH0480000' } } });
    expect(notice?.post.text).toMatch(/\$\.N\. OH0480000\n[\s\S]*NIC\/U000000003[\s\S]*NAM\/WANDERER,WILL[\s\S]*NIC\/M000000001/);
  });

  it('that finds nobody is not', () => {
    expect(notices([])).toEqual([]);
    expect(lineNoticesOf(commitOf('exchange', undefined, { ...answered([]), p: 'destroyed' }), 4, TO)).toEqual([]);
  });
});
