import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Commit } from '@statewire/ledger';
import { memoryViews, type View } from '@statewire/views';
import { hotFiles } from './projections/hot-files.projection.js';
import { slowDescribed, slowSearch, slowSoundex, type Fields, type Filed } from './reference.fixture.js';
import { search } from './search.js';
import { searchedIn } from './searched.fixture.js';

const NOW = '2026-11-20T13:00:00.000Z';
const PART = { ledger: 'wanted-persons', gen: 1, index: 0 };

const name = fc
  .tuple(
    fc.constantFrom('SMITH', 'SMYTHE', 'SMITH-JONES', 'JONES', 'DE LA CRUZ', "O'BRIEN", 'MC DONALD', 'WILLIAM'),
    fc.constantFrom('ROBERT', 'ROB', 'WILLIAM', 'BILL', 'WILLIAMA', 'ANNA', 'SMITH'),
    fc.constantFrom('', ' J', ' JAMES', ' SMITH', ' J JR', ' III'),
  )
  .map(([last, given, middle]) => `${last},${given}${middle}`);
const birth = fc.constantFrom('19880423', '19870423', '19890423', '19860423', '19880424');
const one = <T>(value: fc.Arbitrary<T>) => value.map((single) => [single]);
const maybe = <T>(value: fc.Arbitrary<T>, freq = 2) => fc.option(one(value), { nil: undefined, freq });
const filled = (fields: Readonly<Record<string, readonly string[] | undefined>>): Fields =>
  Object.fromEntries(Object.entries(fields).filter((each): each is [string, readonly string[]] => each[1] !== undefined));

const numbers = {
  SOC: maybe(fc.constantFrom('111111111', '222222222'), 1), FBI: maybe(fc.constantFrom('1A', '2B'), 1), OLN: maybe(fc.constantFrom('R1', 'R2'), 1), OLS: maybe(fc.constantFrom('OH', 'KY')),
  LIC: maybe(fc.constantFrom('A1', 'B2'), 1), LIS: maybe(fc.constantFrom('OH', 'KY')), VIN: maybe(fc.constantFrom('1FA', '2FA'), 1), VMA: maybe(fc.constantFrom('FORD', 'CHEV')),
};
const body = fc.record({ NAM: one(name), DOB: maybe(birth, 9), SEX: one(fc.constantFrom('M', 'F')), RAC: one(fc.constantFrom('A', 'B', 'I', 'U', 'W')), ...numbers }).map(filled);
const KINDS: Readonly<Record<string, readonly [prefix: string, kind: string, mke: string]>> = {
  'wanted-person': ['WP', 'wanted', 'EW'], 'missing-person': ['MP', 'missing', 'EMD'], vehicle: ['SV', 'stolen', 'EV'],
};
const numbered = (all: readonly (readonly [file: string, fields: Fields])[]): readonly Filed[] =>
  all.map(([file, fields], n) => {
    const number = String(n + 1).padStart(8, '0');
    return { file, idx: `${KINDS[file]?.[0] ?? ''}${number}`, nic: `W0${number}`, nicsBefore: n % 2 === 0 ? [] : [`W1${number}`, `W2${number}`], fields };
  });
const records: fc.Arbitrary<readonly Filed[]> = fc
  .array(fc.tuple(fc.constantFrom('wanted-person', 'missing-person', 'vehicle'), body), { maxLength: 16, size: 'max' })
  .map(numbered);
const byName = fc.record({
  NAM: one(name), DOB: fc.array(birth, { minLength: 1, maxLength: 2 }), SEX: maybe(fc.constantFrom('M', 'F')), RAC: maybe(fc.constantFrom('A', 'B', 'I', 'U', 'W')),
  ENS: maybe(fc.constantFrom('Y', 'N')), EBS: maybe(fc.constant('1')),
}).map(filled);
const byNumber = fc.record({ ...numbers, NIC: maybe(fc.constantFrom('W000000001', 'W000000002', 'W100000002', 'W200000002')), NAM: maybe(name), DOB: maybe(birth), SEX: maybe(fc.constant('F')) }).map(filled);
const questions: fc.Arbitrary<Fields> = fc.oneof(byName, byName, byNumber);

const viewOf = async (all: readonly Filed[]): Promise<View> => {
  const view = await memoryViews().open('hot-files', 1);
  for (const [n, { file, idx, nic, nicsBefore, fields }] of all.entries()) {
    const d = { file, idx, lid: idx.slice(2), nic, nicsBefore, kind: KINDS[file]?.[1] ?? '', mke: KINDS[file]?.[2] ?? '', owner: 'OHCOP0000', status: 'active', at: NOW, entered: NOW, fields: {} };
    const commit = { head: { seq: n + 1, k: 'OHCOP0000' }, body: { ev: [{ t: `${file}.entered`, tv: 1, s: `${file}/${idx}`, sv: 1, d, p: { fields } }] } } as unknown as Commit;
    await view.write(PART, await hotFiles.apply(commit, { get: () => Promise.resolve(undefined) }), { next: BigInt(n), seq: n, head: '', headOffset: 0n });
  }
  return view;
};
const answer = async (view: View, fields: Fields, mke = 'QW'): Promise<readonly (string | undefined)[]> =>
  (await search(await searchedIn(view), { mke, ori: 'OHCLP0000', agencyType: 'law-enforcement', fields }, NOW)).responses.map(({ record }) => record?.idx);

describe('a person inquiry', () => {
  it('finds every record that the rules say it must, and no other', async () => {
    await fc.assert(fc.asyncProperty(records, questions, async (all, asked) => {
      expect([...(await answer(await viewOf(all), asked))].sort()).toEqual([...slowSearch(all, asked)].sort());
    }), { numRuns: 800 });
  });

  it('shows what it finds in the same order, however the records came on file', async () => {
    await fc.assert(fc.asyncProperty(records, questions, async (all, asked) => {
      expect(await answer(await viewOf([...all].reverse()), asked)).toEqual(await answer(await viewOf(all), asked));
    }), { numRuns: 200 });
  });
});

const looks = {
  SEX: one(fc.constantFrom('M', 'F')), RAC: one(fc.constantFrom('W', 'B')), EYE: one(fc.constant('BLU')), HAI: one(fc.constantFrom('GRY', 'BRO')),
  HGT: one(fc.constantFrom('508', '511', '600', '602', '603')), WGT: one(fc.integer({ min: 150, max: 185 }).map(String)),
};
const seen = fc.array(
  fc.tuple(fc.constantFrom('missing-person', 'missing-person', 'wanted-person'), fc.record({ ...looks, NAM: one(name), DOB: one(fc.constantFrom('19651119', '19651120', '19651121', '19661120', '19661121', '19671121')) })),
  { maxLength: 16, size: 'max' },
).map(numbered);
const descriptions = fc.record({ ...looks, AGE: one(fc.integer({ min: 58, max: 62 }).map(String)), NAM: maybe(name) }).map(filled);

describe('a search by description', () => {
  it('finds every missing person whom the rules say it must, and no other', async () => {
    await fc.assert(fc.asyncProperty(seen, descriptions, async (all, asked) => {
      expect([...(await answer(await viewOf(all), asked, 'QM'))].sort()).toEqual([...slowDescribed(all, asked, '20261120')].sort());
    }), { numRuns: 400 });
  });
});

describe('the reference', () => {
  it.each([['ROBERT', 'R163'], ['ASHCRAFT', 'A261'], ['TYMCZAK', 'T522'], ['PFISTER', 'P236'], ['LEE', 'L000']])('hears %s as %s', (word, code) => {
    expect(slowSoundex(word)).toBe(code);
  });
});
