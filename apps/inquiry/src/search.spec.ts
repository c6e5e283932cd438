import { beforeEach, describe, expect, it } from '@jest/globals';
import type { JsonObject } from '@statewire/kernel';
import type { Commit } from '@statewire/ledger';
import { lookupOf } from '@statewire/record-file';
import { memoryViews, type View } from '@statewire/views';
import { hotFiles } from './projections/hot-files.projection.js';
import { roll } from './listing.js';
import { alike, RESPONSES_MAX, resolve, search } from './search.js';
import { searchedIn } from './searched.fixture.js';

type Fields = Readonly<Record<string, readonly string[]>>;
type Entry = Readonly<{ owner?: string; status?: string; kind?: string; fields: Fields; more?: JsonObject }>;

const PART = { ledger: 'vehicles', gen: 1, index: 0 };
const OHCOP = { ori: 'OHCOP0000', agencyType: 'law-enforcement' };

let view: View;
let seq: number;
beforeEach(async () => {
  view = await memoryViews().open('hot-files', 1);
  seq = 0;
});

const idxOf = (n: number): string => `SV${String(n).padStart(8, '0')}`;
/** Tells the projection of a record's newest event; records are numbered from 1. */
const tell = async (n: number, { owner = 'OHCOP0000', status = 'active', kind = 'stolen', fields, more = {} }: Entry): Promise<void> => {
  seq += 1;
  const d: JsonObject = { file: 'vehicle', idx: idxOf(n), lid: String(n).padStart(8, '0'), nic: `V${String(n).padStart(9, '0')}`, kind, mke: 'EV', owner, status, at: '2026-11-20T13:00:00.000Z', fields: {}, ...more };
  const commit = { head: { seq }, body: { ev: [{ t: 'vehicle.entered', tv: 1, s: `vehicle/${idxOf(n)}`, sv: seq, d, p: { fields } }] } } as unknown as Commit;
  const changes = await hotFiles.apply(commit, { get: () => Promise.resolve(undefined) });
  await view.write(PART, changes, { next: BigInt(seq), seq, head: '', headOffset: 0n });
};
const asked = async (fields: Fields, by = OHCOP) => search(await searchedIn(view), { mke: 'QV', ...by, fields }, '2026-11-20T13:00:00.000Z');
const found = async (fields: Fields, by = OHCOP): Promise<readonly (string | undefined)[]> => (await asked(fields, by)).responses.map(({ record }) => record?.idx);
const idxs = (...numbers: readonly number[]): readonly string[] => numbers.map(idxOf);

const FORD: Fields = { VIN: ['1FA'], VMA: ['FORD'], LIC: ['GHX4471'], LIS: ['OH'], OCA: ['26-1'] };

describe('another service', () => {
  it('is told of the records that hold one of some numbers, on file and in the files that it names', async () => {
    await tell(1, { fields: FORD });
    await tell(2, { fields: { LIC: ['GHX4471'], LIS: ['KY'] } });
    await tell(3, { fields: FORD, status: 'pending' });
    const told = async (files: readonly string[], fields: Fields) => (await alike(view, { files, tags: ['VIN', 'LIC', 'LIS'], fields }, '2026-11-20T13:00:00.000Z')).map(({ idx }) => idx);
    expect(await told(['vehicle'], { LIC: ['GHX4471'], LIS: ['OH'], VIN: ['9ZZ'] })).toEqual(idxs(1));
    expect([await told(['plate'], { LIC: ['GHX4471'] }), await told(['vehicle'], { LIS: ['OH'] })]).toEqual([[], []]);
  });
});

describe('an inquiry', () => {
  it.each([
    ['VIN', { VIN: ['1FA'] }], ['VIN and make', { VIN: ['1FA'], VMA: ['FORD'] }], ['plate', { LIC: ['GHX4471'] }], ['plate and state', { LIC: ['GHX4471'], LIS: ['OH'] }],
    ['NCIC number', { NIC: ['V000000001'] }], ['record number', { IDX: [idxOf(1)] }], ['LEADS number', { LID: ['00000001'] }],
  ])('finds a record by its %s', async (_, fields) => {
    await tell(1, { fields: FORD });
    expect(await found(fields)).toEqual(idxs(1));
  });

  it.each([
    ['another VIN', { VIN: ['2FA'] }], ['another make', { VIN: ['1FA'], VMA: ['CHEV'] }], ['another state', { LIC: ['GHX4471'], LIS: ['KY'] }], ['half a plate', { LIC: ['GHX'] }],
    ['a case number alone', { OCA: ['26-1'] }], ['nothing', {}], ['names of the prototype', { VIN: ['__proto__'], constructor: ['x'] }],
  ])('finds nothing by %s', async (_, fields) => {
    await tell(1, { fields: FORD });
    expect(await found(fields as Fields)).toEqual([]);
  });

  it('takes a companion for a hint: a record that does not hold it fits', async () => {
    await tell(1, { fields: { VIN: ['1FA'] } });
    expect(await found({ VIN: ['1FA'], VMA: ['FORD'] })).toEqual(idxs(1));
  });

  it('finds a vehicle by its serial number, whichever field has it, unless the make is another', async () => {
    await tell(1, { fields: FORD });
    await tell(2, { fields: { OAN: ['1FA'], VMA: ['DEER'] } });
    expect(await found({ SER: ['1FA'] })).toEqual(idxs(1, 2));
    expect(await found({ SER: ['1FA'], VMA: ['DEER'] })).toEqual(idxs(2));
  });

  it.each([['TRLRACME', 'TRLR'], ['CYL', 'CYL TOMAHAWK'], ['HONDA', 'HOND'], ['HOND', 'HONDA']])('finds the make %s by %s: their code is one', async (held, make) => {
    await tell(1, { fields: { VIN: ['1FA'], VMA: [held] } });
    expect(await found({ VIN: ['1FA'], VMA: [make] })).toEqual(idxs(1));
    expect(await found({ VIN: ['1FA'], VMA: [make.slice(0, 2)] })).toEqual([]);
  });

  it('shows each record once, in the order of the identifiers that found it', async () => {
    await tell(1, { fields: { LIC: ['A1'], VIN: ['X'] } });
    await tell(2, { fields: { VIN: ['X'] } });
    await tell(3, { fields: { SER: ['S'], LIC: ['A1'] } });
    expect(await found({ LIC: ['A1'], VIN: ['X'], NIC: ['V000000003'] })).toEqual(idxs(3, 1, 2));
  });

  it.each([['NIC', 'V000000001'], ['IDX', idxOf(1)]])('for a person finds property too by its %s', async (tag, number) => {
    await tell(1, { fields: FORD });
    const { responses } = await search(await searchedIn(view), { mke: 'QW', ...OHCOP, fields: { [tag]: [number] } }, '2026-11-20T13:00:00.000Z');
    expect(responses.map(({ record }) => record?.idx)).toEqual(idxs(1));
  });

  it('shows records as they are now: no pending one, a located one as located, none that has ended', async () => {
    await tell(1, { status: 'pending', fields: FORD });
    expect(await found({ VIN: ['1FA'] })).toEqual([]);
    await tell(1, { fields: FORD });
    await tell(1, { status: 'located', fields: { ...FORD, VIN: ['2FA'] }, more: { located: { by: 'OHCLP0000', at: '', mke: 'LV', fields: { DOR: ['20261120'] } } } });
    expect(await found({ VIN: ['1FA'] })).toEqual([]);
    const { responses: [response] } = await asked({ VIN: ['2FA'] });
    expect(response).toMatchObject({ source: 'LEADS', mke: 'LOCATED STOLEN VEHICLE', background: 'red', record: { status: 'located', ori: 'OHCOP0000' }, shown: { stream: `vehicle/${idxOf(1)}`, version: 3 } });
    expect(response?.text).toMatch(/OHCLP0000[\s\S]*CONFIRM THE HIT/);
    await tell(1, { status: 'cleared', fields: FORD });
    expect(await found({ VIN: ['2FA'] })).toEqual([]);
  });

  it('is not told of vehicles when a coroner asks', async () => {
    await tell(1, { fields: FORD });
    expect(await found({ VIN: ['1FA'] }, { ori: 'OH025011K', agencyType: 'coroner' })).toEqual([]);
    expect(await found({ VIN: ['1FA'], RSH: ['Y'] }, { ori: 'OH025011K', agencyType: 'law-enforcement' })).toEqual([]);
  });

  it.each([RESPONSES_MAX, RESPONSES_MAX + 1, 3 * RESPONSES_MAX])('shows at most twenty-five of %d records, and says when there are more', async (count) => {
    for (let n = 1; n <= count; n += 1) await tell(n, { fields: { LIC: ['SAME'] } });
    const { responses, more } = await asked({ LIC: ['SAME'] });
    expect([responses.length, more]).toEqual([RESPONSES_MAX, count > RESPONSES_MAX]);
  });
});

describe('an inquiry by a plate that hundreds of records share', () => {
  it('finds the one that fits', async () => {
    for (let n = 1; n <= 300; n += 1) await tell(n, { fields: { LIC: ['SAME'], LIS: ['KY'] } });
    await tell(301, { fields: { LIC: ['SAME'], LIS: ['OH'] } });
    expect(await found({ LIC: ['SAME'], LIS: ['OH'] })).toEqual(idxs(301));
  });
});

describe('a related search', () => {
  beforeEach(async () => {
    await tell(1, { fields: FORD });
    await tell(2, { fields: { VIN: ['2FA'], OCA: ['26-1'] } });
    await tell(3, { owner: 'OHCLP0000', fields: { VIN: ['3FA'], OCA: ['CL-77'], LKI: ['OHCOP0000'], LKA: ['26-1'] } });
    await tell(4, { owner: 'OHCLP0000', fields: { VIN: ['4FA'], OCA: ['26-1'] } });
  });

  it('brings records of the same agency and case, and those that are linked to it', async () => {
    expect(await found({ VIN: ['1FA'], RSH: ['Y'] })).toEqual(idxs(1, 2, 3));
  });

  it('follows a link the other way too', async () => {
    expect(await found({ VIN: ['3FA'], RSH: ['Y'] })).toEqual(idxs(3, 1, 2));
  });

  it('brings nothing where it finds nothing itself, or nothing is linked', async () => {
    expect([await found({ VIN: ['9FA'], RSH: ['Y'] }), await found({ VIN: ['4FA'], RSH: ['Y'] })]).toEqual([[], idxs(4)]);
  });

  it.each([[{}], [{ RSH: ['N'] }]])('is made when asked for alone, not with %j', async (more) => {
    expect(await found({ VIN: ['1FA'], ...(more as Fields) })).toEqual(idxs(1));
  });

  it('does not bring what has ended or waits', async () => {
    await tell(2, { status: 'retired', fields: { VIN: ['2FA'], OCA: ['26-1'] } });
    await tell(5, { status: 'pending', fields: { VIN: ['5FA'], OCA: ['26-1'] } });
    expect(await found({ VIN: ['1FA'], RSH: ['Y'] })).toEqual(idxs(1, 3));
  });
});

describe('the hot files', () => {
  it('are found by identification from the moment they wait, by kind', async () => {
    await tell(1, { status: 'pending', fields: FORD });
    await tell(2, { kind: 'felony', fields: FORD });
    const named = async (kind: string) => (await resolve(view, lookupOf('vehicle', kind, { VIN: '1FA', OCA: '26-1' }), 'OHCOP0000')).map(({ idx }) => idx);
    expect([await named('stolen'), await named('felony'), await found({ VIN: ['1FA'] })]).toEqual([idxs(1), idxs(2), idxs(2)]);
    expect((await view.get(idxOf(1)))?.keys).toEqual(['NIC:V000000001', 'VIN:1FA', 'LIC:GHX4471', 'OCA:26-1']);
  });

  it('are named with the asking agency’s own first, and with what others have only submitted last, however many have entered the same', async () => {
    for (let n = 1; n <= 12; n += 1) await tell(n, { owner: `OH00${String(n).padStart(2, '0')}000`, status: n === 1 ? 'pending' : 'active', fields: FORD });
    const named = (await resolve(view, lookupOf('vehicle', 'stolen', { VIN: '1FA', OCA: '26-1' }), 'OH0012000')).map(({ idx }) => idx);

    expect(named).toEqual(idxs(12, 2, 3, 4, 5, 6, 7, 8, 9, 10));
  });

  it('hold nothing of a record that has ended, and pass over what is no record', async () => {
    await tell(1, { fields: FORD });
    await tell(1, { status: 'cancelled', fields: FORD });
    expect(await view.get(idxOf(1))).toBeUndefined();
    const seal = { head: { seq: 9 }, body: { ev: [{ t: 'chain.sealed', tv: 1, s: 'seal', sv: 1, d: {} }] } } as unknown as Commit;
    expect(await hotFiles.apply(seal, { get: () => Promise.resolve(undefined) })).toEqual([]);
  });
});

describe('the list of a file', () => {
  const NOW = '2026-11-21T13:00:00.000Z';
  const alert = async (n: number, entered: string, flags: Fields, plates: Fields = {}): Promise<void> => {
    seq += 1;
    const d: JsonObject = {
      file: 'cop', idx: `CP1000000${String(n)}`, lid: `25COP00${String(n)}`, kind: 'alert', mke: 'ECOP', owner: 'OHCOP0000', status: 'active', at: entered, entered,
      fields: { ...flags, CID: [`1000000${String(n)}`] },
    };
    const commit = { head: { seq }, body: { ev: [{ t: 'cop.entered', tv: 1, s: `cop/CP1000000${String(n)}`, sv: 1, d, p: { fields: plates } }] } } as unknown as Commit;
    await view.write({ ...PART, ledger: 'cop' }, await hotFiles.apply(commit, { get: () => Promise.resolve(undefined) }), { next: BigInt(seq), seq, head: '', headOffset: 0n });
  };
  const listed = async (fields: Fields) => (await search(await searchedIn(view), { mke: 'COPP', ...OHCOP, fields }, NOW)).responses;

  beforeEach(async () => {
    await alert(1, '2026-11-21T11:00:00.000Z', { LTCI: ['N'], HOME: ['N'] }, { LIC: ['A1'], LIS: ['OH'], LIC4: ['D4'], LIS4: ['PA'] });
    await alert(2, '2026-11-19T13:00:00.000Z', { LTCI: ['N'], HOME: ['Y'] });
    await alert(3, '2026-11-21T12:00:00.000Z', { LTCI: ['N'], HOME: ['Y'] });
  });

  it('shows its records oldest first, with the time left', async () => {
    expect((await listed({ QTYP: ['AL'] })).map(({ record }) => record?.lid)).toEqual(['25COP002', '25COP001', '25COP003']);
    expect((await listed({ QTYP: ['IT'] })).map(({ text }) => text)).toEqual([expect.stringContaining('TIME LEFT/46 HOURS')]);
    expect((await listed({ QTYP: ['HS'] })).map(({ text }) => text)).toEqual([expect.stringContaining('TIME LEFT/NOT PURGED'), expect.stringContaining('NOT PURGED')]);
    expect(await listed({ QTYP: ['CO'], QKEY: ['18'] })).toEqual([]);
    expect(await listed({ QTYP: ['CO'], QKEY: ['25'] })).toHaveLength(3);
  });

  it('is given to another service whole, or from an instant on', async () => {
    const lids = async (since?: string) => (await roll(view, { file: 'cop', list: 'HS', ...(since === undefined ? {} : { since }) })).map(({ lid }) => lid);
    expect([await lids(), await lids('2026-11-20T13:00:00.000Z')]).toEqual([['25COP002', '25COP003'], ['25COP003']]);
  });

  it.each([['LID', '25COP003'], ['IDX', 'CP10000003']])('has records that QV shows by their %s', async (tag, number) => {
    const { responses } = await search(await searchedIn(view), { mke: 'QV', ...OHCOP, fields: { [tag]: [number] } }, NOW);
    expect(responses.map(({ record }) => record?.lid)).toEqual(['25COP003']);
  });

  it('does not hide that a fourth vehicle has a plate and a state of its own', async () => {
    const plate = async (LIC: string, LIS: string) => (await search(await searchedIn(view), { mke: 'QV', ...OHCOP, fields: { LIC: [LIC], LIS: [LIS] } }, NOW)).responses.length;
    expect([await plate('D4', 'PA'), await plate('D4', 'OH'), await plate('A1', 'OH')]).toEqual([1, 0, 1]);
  });
});

describe('a record whose agency wants to know of every hit', () => {
  const told = async (by: Parameters<typeof asked>[1], NOA = 'Y') => {
    await tell(1, { owner: 'OHCOP0000', fields: { LIC: ['GHX4471'], LIS: ['OH'], NOA: [NOA] } });
    return (await asked({ LIC: ['GHX4471'], LIS: ['OH'] }, by)).responses.map(({ shown }) => shown.notify);
  };

  it('names it with the answer to another agency, and with none to itself', async () => {
    expect(await told({ ...OHCOP, ori: 'OH0310000' })).toEqual(['OHCOP0000']);
    expect(await told({ ...OHCOP, ori: 'OHCOP0000' })).toEqual([undefined]);
    expect(await told({ ...OHCOP, ori: 'OH0310000' }, 'N')).toEqual([undefined]);
  });

  it('is not hit by whoever reads a list', async () => {
    await tell(1, { owner: 'OHCOP0000', fields: { LIC: ['GHX4471'], LIS: ['OH'], NOA: ['Y'] }, more: { entered: '2026-11-20T13:00:00.000Z' } });
    const { responses } = await search(await searchedIn(view), { mke: 'VEH', ...OHCOP, ori: 'OH0310000', fields: { ORI: ['OHCOP0000'], COD: ['EV'], MON: ['11'] } }, '2026-11-20T13:00:00.000Z');
    expect(responses.map(({ shown }) => shown.notify)).toEqual([undefined]);
  });
});
