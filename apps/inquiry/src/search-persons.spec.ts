import { beforeEach, describe, expect, it } from '@jest/globals';
import type { JsonObject } from '@statewire/kernel';
import type { Commit } from '@statewire/ledger';
import { memoryViews, type View } from '@statewire/views';
import { hotFiles } from './projections/hot-files.projection.js';
import { LISTED_MAX } from './listing.js';
import { RESPONSES_MAX, search } from './search.js';
import { searchedIn } from './searched.fixture.js';

type Fields = Readonly<Record<string, readonly string[]>>;

const NOW = '2026-11-20T13:00:00.000Z';
const PART = { ledger: 'wanted-persons', gen: 1, index: 0 };
const POLICE = { ori: 'OHCLP0000', agencyType: 'law-enforcement' };
const PREFIXES: Readonly<Record<string, string>> = { 'wanted-person': 'WP', vehicle: 'SV', cop: 'CP' };

const KINDS: Readonly<Record<string, Readonly<{ kind: string; mke: string }>>> = { 'wanted-person': { kind: 'wanted', mke: 'EW' }, vehicle: { kind: 'stolen', mke: 'EV' }, cop: { kind: 'alert', mke: 'ECOP' } };

let view: View;
let seq: number;
beforeEach(async () => {
  view = await memoryViews().open('hot-files', 1);
  seq = 0;
});

const idxOf = (n: number, file = 'wanted-person'): string => `${PREFIXES[file] ?? ''}${String(n).padStart(8, '0')}`;
/** Puts the n-th record on file. */
const tell = async (n: number, fields: Fields, { file = 'wanted-person', entered = NOW, owner = 'OHCOP0000', status = 'active', parts = {} } = {}): Promise<void> => {
  seq += 1;
  const idx = idxOf(n, file);
  const d: JsonObject = { file, idx, lid: idx.slice(2), nic: `W0${idx.slice(2)}`, ...KINDS[file], owner, status, at: NOW, entered, fields: {} };
  const commit = { head: { seq, k: owner }, body: { ev: [{ t: `${file}.entered`, tv: 1, s: `${file}/${idx}`, sv: seq, d, p: { fields, parts } }] } } as unknown as Commit;
  await view.write(PART, await hotFiles.apply(commit, { get: () => Promise.resolve(undefined) }), { next: BigInt(seq), seq, head: '', headOffset: 0n });
};
const ask = async (mke: string, fields: Fields, by = POLICE) => search(await searchedIn(view), { mke, ...by, fields }, NOW);
const found = async (mke: string, fields: Fields, by = POLICE) => (await ask(mke, fields, by)).responses.map(({ record }) => record?.idx);
const idxs = (...numbers: readonly number[]) => numbers.map((n) => idxOf(n));

const BORN = ['19880423'];
const ANN: Fields = { NAM: ['SAMPLE,ANN J'], DOB: BORN, SEX: ['F'], RAC: ['W'], OCA: ['26-1'], SOC: ['111111111'], OLN: ['R1'], OLS: ['OH'], ZIP: ['432151234'] };

describe('a person', () => {
  beforeEach(() => tell(1, ANN));

  it.each<[string, Fields]>([
    ['name and birth', { NAM: ['SAMPLE,ANN'], DOB: BORN }], ['a name that sounds the same', { NAM: ['SAMPEL,ANN'], DOB: BORN }], ['name and case number', { NAM: ['SAMPLE,X'], OCA: ['26-1'] }],
    ['social security number', { SOC: ['111111111'] }], ['license', { OLN: ['R1'] }], ['license and state', { OLN: ['R1'], OLS: ['OH'] }],
    ['NCIC number', { NIC: ['W000000001'] }], ['index number', { IDX: ['WP00000001'] }], ['LEADS number', { LID: ['00000001'] }],
    ['a number, whatever the name, sex and race', { SOC: ['111111111'], NAM: ['OTHER,BOB'], DOB: BORN, SEX: ['M'], RAC: ['B'] }],
  ])('is found by %s, with QW and WW', async (_, fields) => {
    expect([await found('QW', fields), await found('WW', fields)]).toEqual([idxs(1), idxs(1)]);
  });

  it.each<[string, Fields]>([
    ['another birth', { NAM: ['SAMPLE,ANN'], DOB: ['19880424'] }], ['another sex', { NAM: ['SAMPLE,ANN'], DOB: BORN, SEX: ['M'] }], ['a race that excludes hers', { NAM: ['SAMPLE,ANN'], DOB: BORN, RAC: ['B'] }],
    ['a case number of somebody else', { NAM: ['OTHER,ANN'], OCA: ['26-1'] }], ['another state of the license', { OLN: ['R1'], OLS: ['KY'] }],
    ['her name beside a number that is not hers', { NAM: ['SAMPLE,ANN'], DOB: BORN, SOC: ['222222222'] }],
  ])('is not found by %s', async (_, fields) => {
    expect(await found('QW', fields)).toEqual([]);
  });

  it('is not found by QV, whose numbers are those of vehicles', async () => {
    expect(await found('QV', { NIC: ['W000000001'] })).toEqual([]);
  });

  it('is hidden from a coroner', async () => {
    expect(await found('QW', { SOC: ['111111111'] }, { ori: 'OH025011K', agencyType: 'coroner' })).toEqual([]);
  });

  it('is found under the expanded searches alone where they are needed', async () => {
    const swapped = { NAM: ['ANN,SAMPLE'], DOB: ['19870423'] };
    expect([await found('QW', swapped), await found('QW', { ...swapped, ENS: ['Y'] }), await found('QW', { ...swapped, EBS: ['1'] }), await found('QW', { ...swapped, ENS: ['Y'], EBS: ['1'] })])
      .toEqual([[], [], [], idxs(1)]);
  });
});

describe('the subject of a caution', () => {
  const CAUTION: Fields = { LTCI: ['N'], HOME: ['N'], NAM: ['THREAT,SAM'], INVD: ['333333333'], OLN: ['R9'], LIC4: ['E5'], LIS4: ['PA'], LIC: ['A1'], LIS: ['OH'], CID: ['00000001'] };
  const cop = [idxOf(1, 'cop')];

  it('is found by name whatever the birth where that is not on file, and by its own birth where it is', async () => {
    await tell(1, CAUTION, { file: 'cop' });
    expect([await found('QW', { NAM: ['THREAT,SAM'], DOB: BORN }), await found('WW', { NAM: ['THREAT,SAM'], DOB: BORN }), await found('QW', { NAM: ['OTHER,SAM'], DOB: BORN })]).toEqual([cop, cop, []]);
    await tell(1, { ...CAUTION, DOB: ['19900101'] }, { file: 'cop' });
    expect([await found('QW', { NAM: ['THREAT,SAM'], DOB: BORN }), await found('QW', { NAM: ['THREAT,SAM'], DOB: ['19900101'] })]).toEqual([[], cop]);
  });

  it('is found by its numbers and by any of its vehicles, each with its own state', async () => {
    await tell(1, CAUTION, { file: 'cop' });
    expect([await found('QW', { SOC: ['333333333'] }), await found('QW', { OLN: ['R9'] }), await found('QV', { LIC: ['E5'], LIS: ['PA'] }), await found('QV', { LIC: ['E5'], LIS: ['OH'] })]).toEqual([cop, cop, cop, []]);
  });
});

describe('several hits', () => {
  it('come by score, then the newest entry, then the number', async () => {
    await tell(1, { NAM: ['SMITH,WALTER'], DOB: BORN });
    await tell(2, { NAM: ['SMITH,WILLIAM'], DOB: BORN }, { entered: '2026-11-18T13:00:00.000Z' });
    await tell(3, { NAM: ['SMITH,WILLIAM'], DOB: BORN }, { entered: '2026-11-19T13:00:00.000Z' });
    await tell(5, { NAM: ['SMITH,WILLIAM'], DOB: BORN }, { entered: '2026-11-19T12:00:00.000Z' });
    await tell(4, { NAM: ['SMITH,WILLIAM J'], DOB: BORN }, { entered: '2020-01-01T13:00:00.000Z' });
    expect(await found('QW', { NAM: ['SMITH,WILLIAM J'], DOB: BORN })).toEqual(idxs(4, 3, 5, 2, 1));
  });

  it('are capped, and the answer says so', async () => {
    for (let n = 1; n <= RESPONSES_MAX + 5; n += 1) await tell(n, { NAM: ['SMITH,ANN'], DOB: BORN });
    const { responses, more } = await ask('QW', { NAM: ['SMITH,ANN'], DOB: BORN });
    expect([responses.length, more]).toEqual([RESPONSES_MAX, true]);
  });
});

describe('a vehicle', () => {
  beforeEach(async () => {
    await tell(1, { NAM: ['SAMPLE,ANN'], LIC: ['A1'], LIS: ['OH'], VIN: ['1FA'], VMA: ['FORD'] });
    await tell(2, { LIC: ['A1'], LIS: ['OH'], VIN: ['1FA'], OCA: ['26-9'] }, { file: 'vehicle' });
  });

  it.each<[string, Fields]>([['QW', { LIC: ['A1'] }], ['QW', { VIN: ['1FA'] }], ['QV', { LIC: ['A1'], LIS: ['OH'] }], ['QV', { VIN: ['1FA'] }]])('is found among vehicles and persons with %s and %j', async (mke, fields) => {
    expect(new Set(await found(mke, fields))).toEqual(new Set([idxOf(1), idxOf(2, 'vehicle')]));
  });

  it('number is looked for among the VINs of persons with QV and another number, a serial number among those of vehicles too', async () => {
    expect(await found('QV', { OAN: ['1FA'] })).toEqual(idxs(1));
    expect(await found('QV', { SER: ['1FA'] })).toEqual([idxOf(1), idxOf(2, 'vehicle')]);
  });

  it('of several has the state and the make that stand with it, in the record and in each of its parts', async () => {
    await tell(1, { NAM: ['SAMPLE,ANN'], LIC: ['A1'], LIS: ['OH'], VIN: ['1FA'], VMA: ['FORD'] }, { parts: { 'SUPPLEMENTAL DATA': { LIC: ['B2', 'C3'], LIS: ['MI', 'KY'], VIN: ['2FA'], VMA: ['TOYT'] } } });
    const plates = ['A1 OH', 'A1 MI', 'B2 MI', 'B2 OH', 'B2 KY', 'C3 KY', 'C3 MI'].map((each) => each.split(' '));
    const hits: string[] = [];
    for (const [LIC = '', LIS = ''] of plates) if ((await found('WW', { LIC: [LIC], LIS: [LIS] })).length > 0) hits.push(`${LIC} ${LIS}`);
    expect(hits).toEqual(['A1 OH', 'B2 MI', 'C3 KY']);
    expect([await found('WW', { VIN: ['2FA'], VMA: ['TOYT'] }), await found('WW', { VIN: ['2FA'], VMA: ['FORD'] }), await found('WW', { LIC: ['C3'] })]).toEqual([idxs(1), [], idxs(1)]);
  });

  it('is no matter of WW, which finds the person alone', async () => {
    expect(await found('WW', { LIC: ['A1'] })).toEqual(idxs(1));
  });
});

describe('the secondary search', () => {
  it('follows the numbers of what was found, once, with QW alone', async () => {
    await tell(1, { NAM: ['SAMPLE,ANN'], DOB: BORN, SOC: ['111111111'], VIN: ['1FA'] });
    await tell(2, { NAM: ['OTHER,BOB'], SOC: ['111111111'], FBI: ['1A'] });
    await tell(3, { NAM: ['THIRD,CAL'], FBI: ['1A'] });
    await tell(4, { VIN: ['1FA'] }, { file: 'vehicle' });
    const asked = { NAM: ['SAMPLE,ANN'], DOB: BORN };
    expect([await found('QW', asked), await found('WW', asked)]).toEqual([[idxOf(1), idxOf(4, 'vehicle'), idxOf(2)], idxs(1)]);
  });
});

describe('a related search', () => {
  it('brings what has the same case, and is made when asked for', async () => {
    await tell(1, ANN);
    await tell(2, { NAM: ['OTHER,BOB'], OCA: ['26-1'] });
    await tell(3, { NAM: ['OTHER,BOB'], OCA: ['26-1'] }, { owner: 'OHCLP0000' });
    const asked = { NAM: ['SAMPLE,ANN'], DOB: BORN };
    expect([await found('QW', asked), await found('QW', { ...asked, RSH: ['Y'] })]).toEqual([idxs(1), idxs(1, 2)]);
  });
});

describe('a list', () => {
  it('of warrants is of a zip code by its first five digits', async () => {
    await tell(1, ANN);
    await tell(2, { ...ANN, ZIP: ['43215'] });
    await tell(3, { ...ANN, ZIP: ['43216'] });
    await tell(4, ANN, { status: 'pending' });
    await tell(5, { ZIP: ['43217'] }, { parts: { 'SUPPLEMENTAL DATA': { ZIP: ['43216', '432161234'] } } });
    expect([await found('ZIP', { ZIP: ['43215'] }), await found('ZIP', { ZIP: ['432160000'] })]).toEqual([idxs(1, 2), idxs(3, 5)]);
  });

  it('of warrants comes in parts that reach every one of them, oldest first', async () => {
    const count = LISTED_MAX + 1;
    for (let n = 1; n <= count; n += 1) await tell(n, { ZIP: ['44101'] }, { entered: `2026-11-20T12:${String(59 - (n % 60)).padStart(2, '0')}:00.000Z` });
    const first = await ask('ZIP', { ZIP: ['44101'] });
    const rest = await ask('ZIP', { ZIP: ['44101'], PAG: [first.next ?? ''] });
    expect([first.responses.length, first.more, rest.responses.length, rest.next]).toEqual([LISTED_MAX, false, 1, undefined]);
    expect([first.responses[0]?.record?.idx, rest.responses[0]?.record?.idx]).toEqual([idxOf(59), idxOf(60)]);
  });

  it('of a month holds what the agency entered in it, oldest first', async () => {
    await tell(1, ANN, { entered: '2026-11-20T04:59:00.000Z' });
    await tell(2, ANN, { entered: '2026-11-02T13:00:00.000Z' });
    await tell(3, ANN, { entered: '2026-11-01T03:59:00.000Z' });
    await tell(4, ANN, { owner: 'OHCLP0000' });
    await tell(5, ANN, { status: 'pending' });
    expect([await found('WAR', { MON: ['11'], ORI: ['OHCOP0000'] }), await found('WAR', { MON: ['11'] }), await found('WAR', { MON: ['10'], ORI: ['OHCOP0000'] }), await found('WAR', { MON: ['12'] })])
      .toEqual([idxs(2, 1), idxs(4), idxs(3), []]);
  });

  it('shows more than a search does, and goes on from the place that each part tells, whatever ends meanwhile', async () => {
    const count = 2 * LISTED_MAX + 1;
    const entered = (n: number): string => `2026-11-20T13:0${String(n % 7)}:00.000Z`;
    for (let n = 1; n <= count; n += 1) await tell(n, { OCA: ['1'] }, { owner: 'OHCLP0000', entered: entered(n) });
    const parts: string[][] = [];
    for (let PAG: readonly string[] | undefined = []; PAG !== undefined;) {
      const { responses, next }: Awaited<ReturnType<typeof ask>> = await ask('WAR', { MON: ['11'], ...(PAG.length === 0 ? {} : { PAG }) });
      parts.push(responses.map(({ record }) => record?.idx ?? ''));
      // The very record at which the list goes on is gone when it does.
      if (parts.length === 1) await tell(Number(parts[0]?.at(-1)?.slice(2)), { OCA: ['1'] }, { owner: 'OHCLP0000', entered: entered(1), status: 'cleared' });
      PAG = next === undefined ? undefined : [next];
    }
    expect(parts.map(({ length }) => length)).toEqual([LISTED_MAX, LISTED_MAX, 1]);
    const numbers = Array.from({ length: count }, (_, n) => n + 1);
    expect(parts.flat()).toEqual(numbers.sort((one, other) => (entered(one) === entered(other) ? one - other : entered(one) < entered(other) ? -1 : 1)).map((n) => idxs(n)[0]));
  });

  it('goes on behind a part in which all records wait for NCIC', async () => {
    for (let n = 1; n <= LISTED_MAX; n += 1) await tell(n, { OCA: ['1'] }, { owner: 'OHCLP0000', status: 'pending' });
    await tell(LISTED_MAX + 1, { OCA: ['1'] }, { owner: 'OHCLP0000' });
    const { responses, next } = await ask('WAR', { MON: ['11'] });
    expect([responses.map(({ record }) => record?.idx), next]).toEqual([idxs(LISTED_MAX + 1), undefined]);
  });

  it('tells no place of a record that is not shown', async () => {
    for (let n = 1; n <= 2 * LISTED_MAX; n += 1) await tell(n, { OCA: ['1'] }, { owner: 'OHCLP0000', ...(n % 2 === 0 ? { status: 'pending' } : {}) });
    await tell(2 * LISTED_MAX + 1, { OCA: ['1'] }, { owner: 'OHCLP0000' });
    const { responses, next = '' } = await ask('WAR', { MON: ['11'] });
    expect([responses.length, next.endsWith(responses.at(-1)?.record?.idx ?? '?')]).toEqual([LISTED_MAX / 2, true]);
    expect(await found('WAR', { MON: ['11'], PAG: [next] })).toHaveLength(LISTED_MAX / 2);
    expect(await ask('WAR', { MON: ['11'], ORI: ['OHCLP0000'] }, { ori: 'OH025011K', agencyType: 'coroner' })).toEqual({ responses: [], more: false });
  });

  it('that has no more parts says so by saying nothing', async () => {
    for (let n = 1; n <= LISTED_MAX; n += 1) await tell(n, { OCA: ['1'] }, { owner: 'OHCLP0000' });
    const { responses, more, next } = await ask('WAR', { MON: ['11'] });
    expect([responses.length, more, next]).toEqual([LISTED_MAX, false, undefined]);
  });
});
