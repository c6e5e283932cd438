import { describe, expect, it } from '@jest/globals';
import type { Bus } from '@statewire/bus';
import type { CommandMessage, RecordRequest } from '@statewire/contracts';
import type { JsonObject } from '@statewire/kernel';
import type { Commit } from '@statewire/ledger';
import { endImages, endLateImages } from './end-images-when-their-record-ended.js';
import { followRecords, movesRecords } from './follow-records-to-their-line.js';

const BASE = 'SV00000004';
const position = { part: { ledger: 'images', gen: 1, index: 0 }, seq: 7 };
const commit = (t: string, sv: number, d: JsonObject): Commit => ({ position, hash: 'x', body: { ev: [{ t, tv: 1, s: `${t}/1`, sv, d }] } }) as unknown as Commit;
const imaged = (sv: number): Commit => commit('image.submitted', sv, { file: 'image', idx: 'IM40000004', status: 'pending', more: { base: { idx: BASE, file: 'vehicle' } } });

/** A desk with so many images of the record, which is on file where `live` says so; `held`: by NCIC, under another number than the images know. */
const desk = (images: number, live: boolean, held = false) => {
  let left = images;
  const asked: RecordRequest[] = [];
  const ended: string[] = [];
  const bus = {
    ask: (_: string, pattern: string, payload: RecordRequest & { command: CommandMessage }): Promise<unknown> => {
      if (pattern === 'record') {
        asked.push(payload);
        return Promise.resolve(live ? { record: { idx: BASE, file: 'vehicle', ...(held ? { nic: 'V000000009' } : {}) } } : {});
      }
      left -= 1;
      ended.push(payload.command.id);
      return Promise.resolve({ kind: 'done', out: left < 0 ? 'rejected' : 'accepted', faults: [], events: [], position: '' });
    },
  } as unknown as Bus;
  const hasImages = (): boolean => left > 0;
  return { bus, asked, ended, hasImages, images: { has: hasImages, hasStrayed: ({ nic }: Readonly<{ nic?: string }>) => nic !== undefined && left > 0 } };
};

describe('the images of a record that ends', () => {
  it('end, each by a command of its own', async () => {
    const { bus, ended, hasImages } = desk(3, false);
    await endImages(bus, commit('vehicle.cleared', 4, { file: 'vehicle', idx: BASE, status: 'cleared' }), hasImages);
    expect(new Set(ended).size).toBe(3);
  });

  it('cost their ledger nothing where there are none', async () => {
    const { bus, ended, hasImages } = desk(0, false);
    await endImages(bus, commit('vehicle.cleared', 4, { file: 'vehicle', idx: BASE, status: 'cleared' }), hasImages);
    expect(ended).toEqual([]);
  });
});

describe('an image that is decided', () => {
  it('after its record has ended, ends too; the view is asked when it has read all there is', async () => {
    const { bus, asked, ended, images } = desk(1, false);
    await endLateImages(bus, imaged(1), images);
    expect([asked, ended.length]).toEqual([[{ idx: BASE, current: true }], 1]);
  });

  it('while its record is on file, stays', async () => {
    const { bus, ended, images } = desk(1, true);
    await endLateImages(bus, imaged(1), images);
    expect(ended).toEqual([]);
  });

  it('is looked at once, not again at each of its changes', async () => {
    const { bus, asked, images } = desk(1, false);
    await endLateImages(bus, imaged(2), images);
    expect(asked).toEqual([]);
  });

  it('after its record has come to NCIC, follows it there', async () => {
    const { bus, ended, images } = desk(1, true, true);
    await endLateImages(bus, imaged(1), images);
    expect(ended).toHaveLength(1);
  });

  it('and accepted by NCIC is looked at once more, refused it is not: it would be sent there for ever', async () => {
    const { bus, asked, images } = desk(1, true, true);
    const answered = (what: string): Commit => commit(`image.${what}`, 3, { file: 'image', idx: 'IM40000004', status: 'active', answers: 2, more: { base: { idx: BASE, file: 'vehicle' } } });
    await endLateImages(bus, answered('change-refused'), images);
    expect(asked).toHaveLength(0);
    await endLateImages(bus, answered('modified'), images);
    expect(asked).toHaveLength(1);
  });
});

describe('the images of a record that comes to NCIC or leaves it', () => {
  const car = (t: string, d: JsonObject): Commit => commit(`vehicle.${t}`, 4, { file: 'vehicle', idx: BASE, status: 'active', ...d });

  it('follow it, each by a command of its own', async () => {
    const { bus, ended, images } = desk(3, true, true);
    await followRecords(bus, car('modified', { nic: 'V000000009', answers: 3 }), images);
    expect(new Set(ended).size).toBe(3);
  });

  it('stay where they are while it does, and cost nothing where there are none', async () => {
    const [unmoved, without] = [desk(2, true), desk(0, true, true)];
    await followRecords(unmoved.bus, car('modified', { nic: 'V000000009', answers: 3 }), unmoved.images);
    await followRecords(without.bus, car('modified', { nic: 'V000000009', answers: 3 }), without.images);
    expect([unmoved.ended, without.asked]).toEqual([[], []]);
  });

  it('are looked at when a change was accepted, a record narrowed, or cancelled by NCIC itself, and at nothing else', () => {
    const moving = [car('supplemented', { nic: 'V000000009', answers: 3 }), car('modified', { formerNic: 'V000000001' }), car('lapsed', { nic: 'V000000001' })];
    const others = [car('entered', { nic: 'V000000001', answers: 1 }), car('modified', {}), car('located', { nic: 'V000000001' })];
    expect([moving.map(movesRecords), others.map(movesRecords)]).toEqual([[true, true, true], [false, false, false]]);
  });
});
