import { describe, expect, it } from '@jest/globals';
import { findMessageKey } from '@statewire/catalogue';
import type { SearchRequest } from '@statewire/contracts';
import { Failure } from '@statewire/kernel';
import type { Context } from './context.js';
import { crossChecked } from './cross-check.js';
import type { Answer } from './journal.js';

type Fields = Readonly<Record<string, readonly string[]>>;

const hit = (file: string, idx: string, ori: string) => ({
  source: 'LEADS', mke: 'STOLEN', background: 'red', text: `ORI/${ori}`, record: { file, idx, lid: idx.slice(2), status: 'active', ori }, shown: { stream: `${file}/${idx}`, version: 2 },
});

/** A message at a terminal of Franklin county, and what the hot files hold. */
const sending = (mke: string, fields: Fields, ...onFile: readonly ReturnType<typeof hit>[]) => {
  const asked: SearchRequest[] = [];
  const answers: Answer[] = [];
  const ask = (_service: string, _pattern: string, request: SearchRequest) => {
    asked.push(request);
    return onFile.length === 0 && mke === 'ET' && fields['LIC']?.[0] === 'DOWN'
      ? Promise.reject(new Failure('bus/silent', 'no answer', true))
      : Promise.resolve({ responses: onFile, more: false });
  };
  const context = {
    platform: { bus: { ask }, directory: { agencies: new Map([['OH0250000', { type: 'law-enforcement' }]]) } },
    journal: { answer: (_: unknown, answer: Answer) => { answers.push(answer); return Promise.resolve({ ...answer, mri: 7 }); } },
    transmission: {}, key: findMessageKey(mke), message: { mke, ori: 'OH0250000', fields, args: [] }, notices: [],
  } as unknown as Context;
  return { asked, answers, check: () => crossChecked(context) };
};

const TOWED: Fields = { OCA: ['T1'], TYP: ['OVI'], LIC: ['GHX4471'], LIS: ['OH'], LIY: ['2027'], LIT: ['PC'] };

describe('an entry of a towed vehicle', () => {
  it('is checked by plate, state and VIN, with nothing else', async () => {
    const { asked, check } = sending('ET', { ...TOWED, VIN: ['1FA'], VMA: ['FORD'] });
    expect(await check()).toBeUndefined();
    expect(asked).toEqual([{ mke: 'QV', ori: 'OH0250000', agencyType: 'law-enforcement', fields: { VIN: ['1FA'], LIC: ['GHX4471'], LIS: ['OH'] } }]);
  });

  it('is refused where a vehicle or plate is on file, whoever entered it; each is shown, and whom to call', async () => {
    const { answers, check } = sending('ET', TOWED, hit('vehicle', 'SV00000004', 'OHCOP0000'), hit('plate', 'PL00000008', 'OHCLP0000'), hit('part', 'PT00000001', 'OHCLP0000'));
    expect(await check()).toMatchObject({ outcome: 'rejected', code: 'STOLEN_ON_FILE' });
    expect(answers).toMatchObject([{
      faults: [{ code: 'STOLEN_ON_FILE', idx: 'SV00000004' }, { code: 'STOLEN_ON_FILE', idx: 'PL00000008' }],
      says: expect.stringMatching(/STOLEN ON FILE IDX\/SV00000004[\s\S]*CONTACT THE ENTERING AGENCY OHCOP0000[\s\S]*CONTACT THE ENTERING AGENCY OHCLP0000/),
      shown: [{ stream: 'vehicle/SV00000004', version: 2, response: { text: 'ORI/OHCOP0000' } }, { stream: 'plate/PL00000008' }],
    }]);
  });

  it('goes on where only other files hold the number', async () => {
    expect(await sending('ET', TOWED, hit('cop', 'CP00000001', 'OHCOP0000')).check()).toBeUndefined();
  });

  it('does not go on while nobody can say what is on file', async () => {
    await expect(sending('ET', { ...TOWED, LIC: ['DOWN'] }).check()).rejects.toMatchObject({ code: 'bus/silent' });
  });
});

/** A modification of a record that holds `own`; `stolen` says what is on file by the numbers asked. */
const modifying = (own: Fields, fields: Fields, stolen: (asked: Fields) => readonly ReturnType<typeof hit>[]) => {
  const asked: Fields[] = [];
  const ask = (_service: string, pattern: string, { fields: by }: SearchRequest) => {
    if (pattern === 'alike') return Promise.resolve({ records: Object.entries(by).some(([tag, [value = '']]) => own[tag]?.includes(value)) ? [{ owner: 'OH0250000', fields: own }] : [] });
    asked.push(by);
    return Promise.resolve({ responses: stolen(by), more: false });
  };
  const context = {
    platform: { bus: { ask }, directory: { agencies: new Map([['OH0250000', { type: 'law-enforcement' }]]) } },
    journal: { answer: (_: unknown, answer: Answer) => Promise.resolve({ ...answer, mri: 7 }) },
    transmission: {}, key: findMessageKey('MT'), message: { mke: 'MT', ori: 'OH0250000', fields, args: [] }, notices: [],
  } as unknown as Context;
  return { asked, check: () => crossChecked(context) };
};

describe('a modification of a towed vehicle', () => {
  const NAMED: Fields = { LIC: ['GHX4471'], OCA: ['T1'] };
  const stolenIf = (is: (asked: Fields) => boolean) => (asked: Fields) => (is(asked) ? [hit('vehicle', 'SV00000004', 'OHCOP0000')] : []);

  it('that a plate names is checked by the VIN that it brings', async () => {
    const { asked, check } = modifying(TOWED, { ...NAMED, VIN: ['1FA'] }, stolenIf(({ VIN }) => VIN?.[0] === '1FA'));
    expect(await check()).toMatchObject({ code: 'STOLEN_ON_FILE', faults: [{ idx: 'SV00000004' }] });
    expect(asked[0]).toEqual({ VIN: ['1FA'], LIC: ['GHX4471'], LIS: ['OH'] });
  });

  it('is checked by the plate as it becomes, also where its state alone changes', async () => {
    const stolen = stolenIf(({ LIC, LIS }) => LIC?.[0] === 'GHX4471' && LIS?.[0] === 'KY');
    expect(await modifying(TOWED, { ...NAMED, LIS: ['KY'] }, stolen).check()).toMatchObject({ code: 'STOLEN_ON_FILE' });
    expect(await modifying(TOWED, { ...NAMED, LIC: ['GHX4471', 'GHX4472'] }, stolenIf(({ LIC }) => LIC?.[0] === 'GHX4472')).check()).toMatchObject({ code: 'STOLEN_ON_FILE' });
  });

  it('is not refused for the plate of another state, nor for what is known of it already', async () => {
    expect(await modifying(TOWED, { ...NAMED, VIN: ['1FA'] }, stolenIf(({ LIS }) => LIS?.[0] !== 'OH')).check()).toBeUndefined();
    expect(await modifying(TOWED, { ...NAMED, VIN: ['1FA'] }, stolenIf(({ LIC }) => LIC?.[0] === 'GHX4471')).check()).toBeUndefined();
  });

  it('that brings no number, or names no record of its agency, is not checked', async () => {
    const always = stolenIf(() => true);
    for (const { asked, check } of [modifying(TOWED, { ...NAMED, VCO: ['RED'] }, always), modifying(TOWED, { ...NAMED, OCA: ['T9'], VIN: ['1FA'] }, always)]) {
      expect(await check()).toBeUndefined();
      expect(asked).toEqual([]);
    }
  });

  it('that takes a number away asks for the others', async () => {
    const { asked, check } = modifying({ ...TOWED, VIN: ['1FA'] }, { VIN: ['1FA'], OCA: ['T1'], LIC: [''], LIS: [''] }, () => []);
    expect(await check()).toBeUndefined();
    expect(asked).toEqual([{ VIN: ['1FA'] }]);
  });
});

it.each(['XT', 'EV', 'EL'])('%s is not checked against other files', async (mke) => {
  const { asked, check } = sending(mke, { ...TOWED }, hit('plate', 'PL00000008', 'OHCLP0000'));
  expect(await check()).toBeUndefined();
  expect(asked).toEqual([]);
});
