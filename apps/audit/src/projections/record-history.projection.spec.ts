import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '@statewire/kernel';
import type { Commit, OpenedEvent } from '@statewire/ledger';
import { memoryViews } from '@statewire/views';
import { chapterKey, chaptersAfter, recordHistory } from './record-history.projection.js';

const IDX = 'SV00000004';
const PART = { ledger: 'vehicles', gen: 1, index: 2 };
const before = { get: () => Promise.resolve(undefined) };

const event = (sv: number, d: JsonObject = {}, p: NonNullable<OpenedEvent['p']> = { fields: { VIN: ['1FA'] } }): OpenedEvent =>
  ({ t: 'vehicle.entered', tv: 1, s: `vehicle/${IDX}`, sv, d: { file: 'vehicle', idx: IDX, lid: '00000004', kind: 'stolen', mke: 'EV', owner: 'OHCOP0000', status: 'active', at: '2026-11-20T13:00:00.000Z', fields: {}, ...d }, p });
const commit = (seq: number, ...ev: readonly OpenedEvent[]): Commit =>
  ({ head: { seq, at: '2026-11-20T13:00:05.000Z' }, position: { part: PART, seq }, body: { by: { ori: 'OHCOP0000', device: 'COL1', user: 'col1', purpose: 'P' }, ev } }) as unknown as Commit;

describe('the history of records', () => {
  it('has a chapter for every event: who did what when, where it lies, and the record after it', async () => {
    expect(await recordHistory.apply(commit(7, event(2, { nic: 'V000000001' })), before)).toEqual([
      {
        id: chapterKey(IDX, 2), seq: 7,
        put: {
          keys: [chapterKey(IDX, 2)],
          doc: {
            type: 'vehicle.entered', version: 2, at: '2026-11-20T13:00:05.000Z', by: { ori: 'OHCOP0000', device: 'COL1', user: 'col1' }, position: 'vehicles.1/2@7',
            record: expect.objectContaining({ idx: IDX, nic: 'V000000001', version: 2, fields: { VIN: ['1FA'] } }),
          },
        },
      },
    ]);
  });

  it('tells the chapters of one commit apart', async () => {
    const changes = await recordHistory.apply(commit(7, event(2), event(3)), before);
    expect(changes.map(({ id }) => id)).toEqual([chapterKey(IDX, 2), chapterKey(IDX, 3)]);
  });

  it('goes on without the fields of a record whose key was destroyed, and says so', async () => {
    const [change] = await recordHistory.apply(commit(7, event(2, {}, 'destroyed')), before);
    expect(change).toMatchObject({ put: { doc: { record: { idx: IDX, fields: {}, sealed: 'destroyed' } } } });
  });

  it('passes over what is no record', async () => {
    expect(await recordHistory.apply(commit(7, { t: 'chain.sealed', tv: 1, s: 'seal', sv: 1, d: {} }), before)).toEqual([]);
    expect(await recordHistory.apply(commit(8), before)).toEqual([]);
  });

  it('is read in the order of the versions, of one record alone, part after part to its end', async () => {
    const view = await memoryViews().open('record-history', 1);
    for (let version = 1; version <= 12; version += 1) {
      const others = event(version, { idx: `${IDX}1` });
      await view.write(PART, await recordHistory.apply(commit(version, event(version), others), before), { next: 1n, seq: version, head: '', headOffset: 0n });
    }
    const part = async (after: number, max: number) => {
      const { chapters, more } = await chaptersAfter(view, IDX, after, max);
      return [chapters.map((chapter) => chapter['version']), more];
    };
    expect([await part(0, 5), await part(5, 5), await part(10, 5)]).toEqual([[[1, 2, 3, 4, 5], true], [[6, 7, 8, 9, 10], true], [[11, 12], false]]);
    expect([await part(0, 12), await part(12, 12)]).toEqual([[Array.from({ length: 12 }, (_, n) => n + 1), false], [[], false]]);
  });
});
