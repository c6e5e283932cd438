import { beforeEach, describe, expect, it } from '@jest/globals';
import type { JsonObject } from '@statewire/kernel';
import type { Commit } from '@statewire/ledger';
import { memoryViews, type View } from '@statewire/views';
import { hotFiles } from './projections/hot-files.projection.js';
import { search } from './search.js';
import { searchedIn } from './searched.fixture.js';

const NOW = '2026-11-20T13:00:00.000Z';
const PART = { ledger: 'images', gen: 1, index: 0 };

let view: View;
let seq: number;

const file = async (d: Readonly<Record<string, unknown>> & { file: string; idx: string }): Promise<void> => {
  seq += 1;
  const record = { lid: d.idx.slice(2), owner: 'OHCOP0000', status: 'active', at: NOW, entered: NOW, ...d } as unknown as JsonObject;
  const commit = { head: { seq }, body: { ev: [{ t: `${d.file}.entered`, tv: 1, s: `${d.file}/${d.idx}`, sv: seq, d: record, p: {} }] } } as unknown as Commit;
  await view.write(PART, await hotFiles.apply(commit, { get: () => Promise.resolve(undefined) }), { next: BigInt(seq), seq, head: '', headOffset: 0n });
};

beforeEach(async () => {
  view = await memoryViews().open('hot-files', 1);
  seq = 0;
  await file({ file: 'vehicle', kind: 'stolen', mke: 'EV', idx: 'SV00000004', nic: 'V000000001', nicsBefore: ['V000000009'], fields: {} });
  await file({ file: 'vehicle', kind: 'stolen', mke: 'EV', idx: 'SV00000008', nic: 'V000000002', fields: {} });
  const images = [['IM00000004', 'I000000001', 'SV00000004'], ['IM00000008', 'I000000002', 'SV00000004'], ['IM00000012', 'I000000003', 'SV00000008']] as const;
  for (const [idx, imn, base] of images) await file({ file: 'image', kind: 'image', mke: 'EIM', idx, fields: { IMN: [imn], IMT: ['I'] }, more: { base: { idx: base, file: 'vehicle' } } });
});

const shown = async (fields: Readonly<Record<string, string>>): Promise<readonly (string | undefined)[]> => {
  const asked = Object.fromEntries(Object.entries(fields).map(([tag, value]) => [tag, [value]]));
  return (await search(await searchedIn(view), { mke: 'QII', ori: 'OHCLP0000', agencyType: 'law-enforcement', fields: asked }, NOW)).responses.map(({ record }) => record?.idx);
};

describe('images', () => {
  it.each([
    ['the index number of their record', { IDX: 'SV00000004' }, ['IM00000004', 'IM00000008']],
    ['the number that NCIC gave their record', { NIC: 'V000000001' }, ['IM00000004', 'IM00000008']],
    ['the number that NCIC gave it before', { NIC: 'V000000009' }, ['IM00000004', 'IM00000008']],
    ['an index number of their own', { IDX: 'IM00000008' }, ['IM00000008']],
    ['that and the number of their record', { IDX: 'IM00000008', NIC: 'V000000001' }, ['IM00000008']],
    ['that and the number of the image', { IDX: 'IM00000008', IMN: 'I000000002' }, ['IM00000008']],
  ])('are found by %s', async (_, fields, found) => { expect(await shown(fields as Readonly<Record<string, string>>)).toEqual(found); });

  it.each([
    ['another record’s number', { IDX: 'IM00000008', NIC: 'V000000002' }],
    ['another image’s number', { IDX: 'IM00000008', IMN: 'I000000001' }],
    ['an index number that no record has', { IDX: 'IM00000099' }],
  ])('are not found by %s', async (_, fields) => { expect(await shown(fields as Readonly<Record<string, string>>)).toEqual([]); });
});
