import { beforeEach, describe, expect, it } from '@jest/globals';
import type { JsonObject } from '@statewire/kernel';
import type { Commit } from '@statewire/ledger';
import { memoryViews, type View } from '@statewire/views';
import { search, type Searched } from '../search.js';
import { searchedIn } from '../searched.fixture.js';
import { hotFiles } from './hot-files.projection.js';
import { queriedBefore, queriesIn, tellsOfQueries, type LastQuery } from './last-queries.projection.js';

const CHL = 'chl/CH80000004';
const VEHICLE = 'vehicle/SV00000004';
const seqs = new Map<number, number>();

/** An answer of the journal that has shown these records. */
const answered = (index: number, at: string, ori: string, streams: readonly string[], kind = 'response', t = 'message.answered'): Commit => {
  const seq = (seqs.get(index) ?? 0) + 1;
  seqs.set(index, seq);
  const shown = streams.map((stream) => ({ t: 'record.shown', d: { mri: 1, kind, stream, version: 1, source: 'LEADS' } }));
  return { head: { seq, at }, position: { part: { ledger: 'journal', gen: 1, index }, seq }, body: { ev: [{ t, d: { mri: 1, ori, terminal: 'X1' } }, ...shown] } } as unknown as Commit;
};

let view: View<LastQuery>;
beforeEach(async () => {
  seqs.clear();
  view = await memoryViews().open<LastQuery>('last-queries', 1);
});
const write = async (commit: Commit): Promise<void> => {
  const { seq } = commit.head;
  await view.write(commit.position.part, queriesIn(commit), { next: BigInt(seq), seq, head: '', headOffset: 0n });
};
const before = async (stream: string) => (await queriedBefore(view, [stream])).get(stream);

describe('the last query of a record', () => {
  it('is the last answer that showed it, of whichever terminal, by Ohio’s day', async () => {
    expect(await before(CHL)).toBeUndefined();
    await write(answered(2, '2026-11-21T02:00:00.000Z', 'OH0310000', [VEHICLE, CHL]));
    await write(answered(0, '2026-11-20T13:00:00.000Z', 'OHCLP0000', [CHL]));
    expect(await before(CHL)).toEqual({ on: '20261120', by: 'OH0310000' });
    await write(answered(0, '2026-11-22T13:00:00.000Z', 'OHCLP0000', [CHL], 'response', 'message.shown'));
    expect(await before(CHL)).toEqual({ on: '20261122', by: 'OHCLP0000' });
  });

  it('is noted for files alone that show it, and of answers that show a record', () => {
    expect(tellsOfQueries(answered(0, '', '', [VEHICLE]))).toBe(false);
    expect(tellsOfQueries(answered(0, '', '', [CHL], 'record'))).toBe(false);
    expect(tellsOfQueries(answered(0, '', '', [VEHICLE, CHL]))).toBe(true);
    expect(queriesIn(answered(0, '2026-11-22T13:00:00.000Z', 'OHCLP0000', [VEHICLE, CHL, CHL])).map(({ id }) => id)).toEqual([`0/${CHL}`]);
  });

  it('is not looked for where nothing that was found shows it', async () => {
    const unread = { find: () => Promise.reject(new Error('it was read')) } as unknown as View<LastQuery>;
    expect([...(await queriedBefore(unread, [VEHICLE]))]).toEqual([]);
  });
});

describe('a response', () => {
  let searched: Searched;
  beforeEach(async () => {
    const files = await memoryViews().open('hot-files', 1);
    const d: JsonObject = { file: 'chl', idx: 'CH80000004', lid: '80000004', kind: 'license', mke: 'ECP', owner: 'OH0710000', status: 'active', at: '2026-11-20T13:00:00.000Z', entered: '2026-11-20T13:00:00.000Z', fields: {} };
    const p = { fields: { PER: ['71-ROS-004402-P'], LPN: ['71ROS004449'], NAM: ['PUBLIC,JOHN Q'] } };
    const commit = { head: { seq: 1, k: 'county/71' }, body: { ev: [{ t: 'chl.entered', tv: 1, s: CHL, sv: 1, d, p }] } } as unknown as Commit;
    await files.write({ ledger: 'chl', gen: 1, index: 0 }, await hotFiles.apply(commit, { get: () => Promise.resolve(undefined) }), { next: 1n, seq: 1, head: '', headOffset: 0n });
    searched = { ...(await searchedIn(files)), lastQueries: view };
  });
  const shown = async () => (await search(searched, { mke: 'QCP', ori: 'OH0310000', agencyType: 'law-enforcement', fields: { PER: ['71-ROS-004402-P'] } }, '2026-11-23T13:00:00.000Z')).responses[0];

  it('says when and by whom the record was queried before, and its reference in the journal says the same', async () => {
    expect((await shown())?.text).not.toMatch(/DLI|LAI/);
    expect((await shown())?.shown).toEqual({ stream: CHL, version: 1 });
    await write(answered(1, '2026-11-22T13:00:00.000Z', 'OHCLP0000', [CHL]));
    expect((await shown())?.text).toContain('LOCAL PERMIT NUMBER/71ROS004449\nENTERED ON/20261120 DLI/20261122 LAI/OHCLP0000\n');
    expect((await shown())?.shown).toEqual({ stream: CHL, version: 1, queried: { on: '20261122', by: 'OHCLP0000' } });
  });
});
