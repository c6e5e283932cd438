import { describe, expect, it } from '@jest/globals';
import type { SentMessage } from '@statewire/contracts';
import { saidOf } from './words.js';
import { sentText } from './sent-words.js';

const SENT: SentMessage = { mri: 8, mke: 'AM', kind: 'broadcast', from: 'OHCOP0000', terminal: 'COL1', to: '', terminals: ['CLE1'], reached: [], inoperative: [] };
const reached = (destination: string, terminals: number, title = '') => ({ destination, title, agencies: terminals, terminals });

describe('the reply to a message', () => {
  it('counts the terminals', () => {
    expect(sentText(SENT)).toBe('AM ACCEPTED - SENT TO 1 TERMINAL');
    expect(sentText({ ...SENT, terminals: ['A', 'B'] })).toBe('AM ACCEPTED - SENT TO 2 TERMINALS');
  });

  it('names what reaches nobody, by code or by rule, and states that nothing goes to yet', () => {
    expect(sentText({ ...SENT, to: 'OHALLOHP1 PA', reached: [reached('OHALLOHP1', 0), reached('PA', 0), reached('OHALLCN18', 3)] }))
      .toBe('AM ACCEPTED - SENT TO 1 TERMINAL\nOHALLOHP1 REACHES NO TERMINAL\nPA NOT SENT - MESSAGES TO OTHER STATES ARE NOT OFFERED YET');
    expect(sentText({ ...SENT, mke: 'EVFNOT', terminals: [], reached: [reached('', 0, 'the Highway Patrol')] })).toBe('EVFNOT ACCEPTED - SENT TO 0 TERMINALS\nTHE HIGHWAY PATROL REACHES NO TERMINAL');
  });

  it('names inoperative terminals', () => {
    expect(sentText({ ...SENT, inoperative: ['WJF1', 'TNP1'] })).toMatch(/\nINOPERATIVE, HELD UNTIL THE NEXT LOG-ON: WJF1 TNP1$/);
  });
});

describe('a refused destination', () => {
  it('is named, with the reason', () => {
    expect(saidOf([{ code: 'FIELD_ERROR', tag: 'DRI', why: 'unknown-destination', destination: 'OH9999999' }], 'AM')[0]?.says).toMatch(/^FIELD ERR DRI - .*neither the ORI of an agency nor a broadcast code.*OH9999999/);
    expect(saidOf([{ code: 'NOT_AUTHORIZED', tag: 'DRI', why: 'reserved-code', destination: 'OHALLTNPK' }], 'AM')[0]?.says).toMatch(/OHALLTNPK.*reserved to the agencies/);
  });
});
