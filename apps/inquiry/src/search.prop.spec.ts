import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Commit } from '@statewire/ledger';
import { memoryViews, type View } from '@statewire/views';
import { hotFiles } from './projections/hot-files.projection.js';
import { slowSearch, slowSoundex, type Fields, type Filed } from './reference.fixture.js';
import { search } from './search.js';

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
const PREFIXES: Readonly<Record<string, string>> = { 'wanted-person': 'WP', vehicle: 'SV' };
const records: fc.Arbitrary<readonly Filed[]> = fc
  .array(fc.tuple(fc.constantFrom('wanted-person', 'wanted-person', 'vehicle'), body), { maxLength: 16 })
  .map((all) => all.map(([file, fields], n) => {
    const number = String(n + 1).padStart(8, '0');
    return { file, idx: `${PREFIXES[file] ?? ''}${number}`, nic: `W0${number}`, fields };
  }));
const byName = fc.record({
  NAM: one(name), DOB: fc.array(birth, { minLength: 1, maxLength: 2 }), SEX: maybe(fc.constantFrom('M', 'F')), RAC: maybe(fc.constantFrom('A', 'B', 'I', 'U', 'W')),
  ENS: maybe(fc.constantFrom('Y', 'N')), EBS: maybe(fc.constant('1')),
}).map(filled);
const byNumber = fc.record({ ...numbers, NIC: maybe(fc.constantFrom('W000000001', 'W000000002')), NAM: maybe(name), DOB: maybe(birth), SEX: maybe(fc.constant('F')) }).map(filled);
const questions: fc.Arbitrary<Fields> = fc.oneof(byName, byName, byNumber);

const viewOf = async (all: readonly Filed[]): Promise<View> => {
  const view = await memoryViews().open('hot-files', 1);
  for (const [n, { file, idx, nic, fields }] of all.entries()) {
    const d = { file, idx, lid: idx.slice(2), nic, kind: file === 'vehicle' ? 'stolen' : 'wanted', mke: file === 'vehicle' ? 'EV' : 'EW', owner: 'OHCOP0000', status: 'active', at: NOW, entered: NOW, fields: {} };
    const commit = { head: { seq: n + 1, k: 'OHCOP0000' }, body: { ev: [{ t: `${file}.entered`, tv: 1, s: `${file}/${idx}`, sv: 1, d, p: { fields } }] } } as unknown as Commit;
    await view.write(PART, await hotFiles.apply(commit, { get: () => Promise.resolve(undefined) }), { next: BigInt(n), seq: n, head: '', headOffset: 0n });
  }
  return view;
};
const answer = async (view: View, fields: Fields): Promise<readonly (string | undefined)[]> =>
  (await search(view, { mke: 'QW', ori: 'OHCLP0000', agencyType: 'law-enforcement', fields }, NOW)).responses.map(({ record }) => record?.idx);

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

describe('the reference', () => {
  it.each([['ROBERT', 'R163'], ['ASHCRAFT', 'A261'], ['TYMCZAK', 'T522'], ['PFISTER', 'P236'], ['LEE', 'L000']])('hears %s as %s', (word, code) => {
    expect(slowSoundex(word)).toBe(code);
  });
});
