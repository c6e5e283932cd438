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

describe('a modification of a towed vehicle', () => {
  it('is checked by the numbers that it brings, not by those that name the record', async () => {
    const { asked, check } = sending('MT', { VIN: ['1FA'], OCA: ['T1'], LIC: ['GHX4471'], LIS: ['OH'], LIT: [''] }, hit('plate', 'PL00000008', 'OHCLP0000'));
    expect(await check()).toMatchObject({ code: 'STOLEN_ON_FILE' });
    expect(asked.map(({ fields }) => fields)).toEqual([{ LIC: ['GHX4471'], LIS: ['OH'] }]);
  });

  it('that brings none is not checked', async () => {
    const { asked, check } = sending('MT', { VIN: ['1FA'], OCA: ['T1'], VCO: ['RED'], LIC: [''] }, hit('plate', 'PL00000008', 'OHCLP0000'));
    expect(await check()).toBeUndefined();
    expect(asked).toEqual([]);
  });
});

it.each(['XT', 'EV', 'EL'])('%s is not checked against other files', async (mke) => {
  const { asked, check } = sending(mke, { ...TOWED }, hit('plate', 'PL00000008', 'OHCLP0000'));
  expect(await check()).toBeUndefined();
  expect(asked).toEqual([]);
});
