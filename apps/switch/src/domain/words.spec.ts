import { describe, expect, it } from '@jest/globals';
import { allMessageKeys } from '@statewire/catalogue';
import { FAULT_CODES, type Fault } from '@statewire/kernel';
import { doneBy, inquiryText, refusalText, saidOf, updateText } from './words.js';

describe('the words of a refusal', () => {
  it('have a line for every fault, after REJECT', () => {
    const said = saidOf([{ code: 'FIELD_ERROR', tag: 'VIN', why: 'form' }, { code: 'ON_FILE', idx: 'SV00000004' }], 'EV');
    const lines = refusalText(said).split('\n');
    expect(lines).toEqual(['REJECT', expect.stringMatching(/^FIELD ERR VIN - .*holds/), expect.stringMatching(/^REJECT ON FILE IDX\/SV00000004 - /)]);
  });

  const REASONS = ['receive-only', 'no-access', 'certificate-expired', 'certification', 'unknown-ori', 'foreign-ori', 'sheriffs-only', 'no-entry', 'law-enforcement-only', 'reserved-code', 'own-locate'];

  it('give each reason of the rules of access in words of its own', () => {
    const said = saidOf(REASONS.map((why) => ({ code: 'NOT_AUTHORIZED', why })), 'EV').map(({ says }) => says);
    for (const says of said) expect(says).toMatch(/^ORI NOT AUTHORIZED - \w+ \w+/);
    expect(new Set(said).size).toBe(REASONS.length);
  });

  it('give no reason where the rules of access gave none, or another fault has one of the same name', () => {
    const says = (fault: Fault) => saidOf([fault], 'EV')[0]?.says;
    expect(says({ code: 'NOT_AUTHORIZED', why: 'own-locate' })).toContain(' - a locate is placed by another agency');
    expect(says({ code: 'NOT_AUTHORIZED' })).toBe(says({ code: 'NOT_AUTHORIZED', why: 'without-words' }));
    expect(says({ code: 'NOT_AUTHORIZED' })).not.toMatch(/undefined|locate/);
    expect(says({ code: 'NOT_ON_FILE', why: 'own-locate' })).toBe(says({ code: 'NOT_ON_FILE' }));
  });

  it('exist for every code of a fault, and never hold a reason’s bare name', () => {
    for (const code of FAULT_CODES) {
      const fault: Fault = { code, why: 'own-locate' };
      expect(saidOf([fault], 'EV')[0]).toMatchObject({ ...fault, says: expect.stringMatching(/^[A-Z].{3,}/) });
      expect(saidOf([fault], 'EV')[0]?.says).not.toContain('own-locate');
    }
  });
});

describe('the words of an update', () => {
  it.each([
    ['EV', 'enter', 'pending', 'NCIC', 'EV PENDING - FORWARDED TO NCIC'],
    ['EV', 'enter', 'accepted', undefined, 'EV ACCEPTED - RECORD ENTERED'],
    ['MV', 'modify', 'accepted', 'NCIC', 'MV ACCEPTED - RECORD MODIFIED'],
    ['LV', 'locate', 'accepted', 'NCIC', 'LV ACCEPTED - RECORD LOCATED'],
    ['CV', 'clear', 'accepted', 'NCIC', 'CV ACCEPTED - RECORD CLEARED'],
    ['XV', 'cancel', 'accepted', 'NCIC', 'XV ACCEPTED - RECORD CANCELLED'],
    ['MV', 'last-modify', 'accepted', 'NCIC', 'MV ACCEPTED - RECORD MODIFIED AND REMOVED FROM THE FILE: ITS TIME IS OVER'],
    ['XN', 'last-cancel-supplement', 'accepted', 'NCIC', 'XN ACCEPTED - DATA TAKEN FROM THE RECORD. THE RECORD HAS BEEN REMOVED FROM THE FILE: ITS TIME IS OVER'],
    ['LV', 'second-locate', 'accepted', 'NCIC', 'LV ACCEPTED - RECORD LOCATED AND REMOVED: IT WAS THE SECOND LOCATE'],
    ['LM', 'last-locate', 'accepted', 'NCIC', 'LM ACCEPTED - RECORD LOCATED AND REMOVED FROM THE FILE'],
    ['EXT', 'extend', 'accepted', undefined, 'EXT ACCEPTED - RECORD EXTENDED'],
    ['DW', 'detain', 'accepted', 'NCIC', 'DW ACCEPTED - DETAINER PLACED'],
    ['MDW', 'modify-detainer', 'accepted', 'NCIC', 'MDW ACCEPTED - DETAINER MODIFIED'],
    ['XDW', 'cancel-detainer', 'accepted', 'NCIC', 'XDW ACCEPTED - DETAINER CANCELLED: THE RECORD STAYS FIVE MORE DAYS'],
  ] as const)('of %s (%s, %s) say what was done', (mke, fn, outcome, line, text) => {
    expect(updateText(mke, fn, outcome, line, [])).toBe(text);
    expect(updateText(mke, fn, outcome, line, ['VIN NONCONFORMING'])).toBe(`${text}\nVIN NONCONFORMING`);
  });
});

it('every key that changes records has words for it', () => {
  const changing = allMessageKeys().filter((key) => key.function !== 'inquire' && key.function !== 'message');
  for (const { mke, function: asked } of changing) expect(updateText(mke, asked, 'accepted', undefined, [])).toMatch(/ACCEPTED - \w+ \w+/);
});

describe('what was done', () => {
  const active = { status: 'active' } as const;

  it.each([
    ['supplement', {}, active, 'supplement'], ['supplement', { ACT: ['A'] }, active, 'supplement'], ['supplement', { ACT: ['M'] }, active, 'modify-supplement'],
    ['supplement', { ACT: ['D'] }, active, 'cancel-supplement'], ['locate', {}, { status: 'located' }, 'locate'],
    ['locate', {}, { status: 'retired', reason: 'second-locate' }, 'second-locate'], ['locate', {}, { status: 'retired', reason: 'located' }, 'last-locate'],
    ['modify', {}, active, 'modify'], ['modify', {}, { status: 'retired', reason: 'retention' }, 'last-modify'],
    ['supplement', {}, { status: 'retired', reason: 'retention' }, 'last-supplement'], ['modify-supplement', {}, { status: 'retired', reason: 'retention' }, 'last-modify-supplement'],
    ['cancel-supplement', {}, { status: 'retired', reason: 'retention' }, 'last-cancel-supplement'],
  ] as const)('by a %s of %j that left the record %j is a %s', (asked, fields, record, done) => {
    expect(doneBy(asked, fields, record)).toBe(done);
  });

  it('to a line of further text is told as what it was', () => {
    expect(['A', 'M', 'D'].map((ACT) => updateText('COP3', doneBy('supplement', { ACT: [ACT] }, active), 'accepted', undefined, []))).toEqual([
      'COP3 ACCEPTED - DATA ADDED TO THE RECORD', 'COP3 ACCEPTED - DATA OF THE RECORD MODIFIED', 'COP3 ACCEPTED - DATA TAKEN FROM THE RECORD',
    ]);
  });
});

describe('the words of an inquiry', () => {
  it('repeat what was asked and say what each source said', () => {
    expect(inquiryText('LIC/A', [{ source: 'LEADS', hits: 1 }, { source: 'NCIC', hits: 0 }])).toBe('LIC/A\nLEADS 1 RECORD\nNCIC NO RECORD LIC/A');
  });

  it('name a source that did not answer, whatever the others said', () => {
    expect(inquiryText('LIC/A', [{ source: 'LEADS', hits: 2 }, { source: 'NCIC', hits: undefined }])).toBe('LIC/A\nLEADS 2 RECORDS\nNCIC DID NOT ANSWER - A LATE ANSWER COMES TO THE MAILBOX');
  });

  it('tell how a list goes on', () => {
    expect(inquiryText('ALL/Y', [{ source: 'LEADS', hits: 100, more: true, next: 'TV.OH0180000.ALL/Y.PAG/20261120130000000TV00000008' }]))
      .toBe('ALL/Y\nLEADS 100 RECORDS SHOWN, THE LIST GOES ON - SEND TV.OH0180000.ALL/Y.PAG/20261120130000000TV00000008');
    expect(inquiryText('ALL/Y', [{ source: 'LEADS', hits: 0, next: 'TV.ALL/Y.PAG/1' }])).toBe('ALL/Y\nLEADS 0 RECORDS SHOWN, THE LIST GOES ON - SEND TV.ALL/Y.PAG/1');
  });

  it('say that there are more than are shown', () => {
    expect(inquiryText('LIC/A', [{ source: 'LEADS', hits: 25, more: true }])).toContain('25 RECORDS SHOWN, MORE ON FILE');
  });
});
