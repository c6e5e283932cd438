import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '@statewire/kernel';
import type { Commit, OpenedEvent } from '@statewire/ledger';
import { recordView } from '@statewire/record-file';
import type { Sender } from '@statewire/access';
import { noticesOf } from '../notices.js';
import type { Addresses } from '../notice.js';

const STREAM = 'cop/CP10000005';
const AT = '2026-11-20T21:00:00.000Z';
const senders: (Sender | undefined)[] = [];
const TO: Addresses = {
  terminalsOf: (ori) => (ori === 'OHCOP0000' ? ['COL1', 'COL2'] : []),
  controlRoom: () => ['CTL1'],
  reachedBy: (destinations, sender) => {
    senders.push(sender);
    return destinations.includes('OHALLCOPS') ? ['CLE1', 'HAM1'] : [];
  },
};
const FLAGS: Readonly<Record<string, JsonObject>> = {
  immediate: { LTCI: ['N'], HOME: ['N'] }, taylor: { LTCI: ['Y'], HOME: ['N'] }, homeland: { LTCI: ['N'], HOME: ['Y'] }, blue: { LTCI: ['N'], HOME: ['B'] },
};
const SEALED: JsonObject = { fields: { NAM: ['DOE,JOHN'], ALRT: ['ARMED WITH A RIFLE'] } };

const event = (what: string, kind: string, more: JsonObject = {}): OpenedEvent => ({
  t: `cop.${what}`, tv: 1, s: STREAM, sv: 2, p: SEALED,
  d: {
    file: 'cop', idx: 'CP10000005', lid: '25COP004', kind: 'alert', mke: 'ECOP', owner: 'OHCOP0000', status: 'active', at: AT, entered: '2026-11-20T13:00:00.000Z',
    fields: { ...FLAGS[kind], CID: ['10000005'], DTE: ['20261120'] }, ...more,
  },
});
const told = (said: OpenedEvent, corr = '8@COL1') =>
  noticesOf({ position: { part: { ledger: 'cop', gen: 1, index: 2 }, seq: 7 }, body: { ev: [said], ...(corr === '' ? {} : { corr }) } } as unknown as Commit, 4, TO);
const rang = (clock: string, kind: string, more: JsonObject = {}) => told(event('noticed', kind, { clock: { kind: clock, due: AT }, ...more }), '');
const textOf = ([notice]: ReturnType<typeof told>): string => notice?.post.text ?? '';

describe('a broadcast of the COP file', () => {
  it.each([['entered', 'ECOP'], ['supplemented', 'COP3'], ['extended', 'EXT'], ['cancelled', 'DCOP']])('tells all law enforcement of what was %s, by %s', (what, mke) => {
    const notices = told(event(what, 'immediate'));
    expect(notices).toMatchObject([{ terminals: ['CLE1', 'HAM1'], post: { kid: STREAM, mail: { kind: 'broadcast', to: 'OHALLCOPS', mke, background: 'red' } } }]);
    expect(textOf(notices)).toMatch(/^MRI \d+\nOHALLCOPS CAUTION[\s\S]*MKE\/.*CAUTION OHIO POLICE - IMMEDIATE THREAT[\s\S]*ARMED WITH A RIFLE[\s\S]*CID\/10000005 LID\/25COP004\nA COP ALERT CANNOT BE USED/);
    expect(senders.at(-1)).toEqual({ ori: 'OHCOP0000', terminal: 'COL1' });
  });

  it('of a change is sent where its sender wished it (decision D4)', () => {
    expect(told(event('modified', 'immediate'))).toEqual([]);
    expect(told(event('modified', 'immediate', { broadcast: true }))).toMatchObject([{ post: { mail: { kind: 'broadcast', mke: 'MCOP' } } }]);
  });

  it('is blue for a Blue Alert', () => {
    expect(told(event('entered', 'blue'))).toMatchObject([{ post: { mail: { background: 'blue' } } }]);
  });

  it('is not made of a purge', () => {
    expect(told(event('retired', 'immediate', { status: 'retired', clock: { kind: 'purge', due: AT } }))).toEqual([]);
  });
});

describe('a follow-up notice', () => {
  it('goes to every terminal of the entering agency, in the manual’s words, with the hours left and the way to extend', () => {
    const notices = rang('notice', 'immediate');
    expect(notices).toMatchObject([{ terminals: ['COL1', 'COL2'], post: { kid: STREAM, mail: { kind: 'notice', to: 'OHCOP0000' } } }]);
    expect(textOf(notices)).toMatch(
      /\*\*\*WARNING\*\*\*THIS RECORD WILL BE AUTOMATICALLY PURGED IN 40 HOURS\.\nNAME\/DOE,JOHN LID\/25COP004 ORI\/OHCOP0000\n[\s\S]*VALIDATE THIS COP ALERT[\s\S]*REPLACE THE COP RECORD[\s\S]*RUN AN EXT TRANSACTION\.\nEXT\.25COP004$/);
  });

  it('counts from the last change, and what was extended', () => {
    expect(textOf(rang('notice', 'immediate', { more: { since: AT, extensions: 1 } }))).toContain('PURGED IN 56 HOURS.');
    expect(textOf(rang('notice', 'immediate', { at: '2026-11-22T12:00:00.000Z' }))).toContain('PURGED IN 1 HOUR.');
  });

  it('that is the final one offers no extension', () => {
    const text = textOf(rang('final', 'immediate', { at: '2026-11-22T09:00:00.000Z' }));
    expect(text).toContain('PURGED IN 4 HOURS.');
    expect(text).not.toMatch(/VALIDATE|\bEXT\b/);
  });

  it('of a homeland threat speaks of no purge', () => {
    const text = textOf(rang('notice', 'homeland'));
    expect(text).toContain('LID/25COP004');
    expect(text).not.toMatch(/PURGED|VALIDATE|\bEXT\b/);
  });

  it('without a subject names none', () => {
    expect(textOf(told({ ...event('noticed', 'immediate', { clock: { kind: 'notice', due: AT } }), p: {} }))).toContain('\nLID/25COP004 ORI/OHCOP0000\n');
  });
});

describe('a list', () => {
  it('of homeland entries is the control room’s: one for all records, of the last 24 hours, printed whole', () => {
    const [notice] = rang('report', 'homeland');
    expect(notice).toMatchObject({ terminals: ['CTL1'], roll: { id: `cop-report/${AT}`, ask: { file: 'cop', list: 'HS', since: '2026-11-19T21:00:00.000Z' } } });
    expect(notice?.post.kid).toBeUndefined();
    expect(notice?.post.mail).not.toHaveProperty('record');
    expect(notice?.post.text).toMatch(/HOMELAND SECURITY ENTRIES OF THE 24 HOURS BEFORE 20261120 1600/);
    expect(notice?.roll?.print(recordView(event('noticed', 'homeland')))).toContain('ARMED WITH A RIFLE');
  });

  it.each(['taylor', 'blue'])('of long-term alerts (%s) is its agency’s for the quarter, a line a record', (kind) => {
    const [notice] = rang('list', kind);
    expect(notice).toMatchObject({ terminals: ['COL1', 'COL2'], roll: { id: `cop-list/OHCOP0000/${AT}`, ask: { file: 'cop', list: 'LT/OHCOP0000' } } });
    const line = notice?.roll?.print(recordView(event('noticed', kind)));
    expect(line).toMatch(/^NAME\/DOE,JOHN LID\/25COP004 ORI\/OHCOP0000 CID\/10000005 DTE\/20261120 (TAYLOR|BLUE) ALERT$/);
  });

  it('of an unknown clock is none', () => {
    expect(rang('unheard-of', 'taylor')).toEqual([]);
  });
});
