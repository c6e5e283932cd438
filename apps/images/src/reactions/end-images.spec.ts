import { describe, expect, it } from '@jest/globals';
import type { Bus } from '@statewire/bus';
import type { CommandMessage, RecordRequest } from '@statewire/contracts';
import type { JsonObject } from '@statewire/kernel';
import type { Commit } from '@statewire/ledger';
import { endImages, endLateImages } from './end-images-when-their-record-ended.js';

const BASE = 'SV00000004';
const position = { part: { ledger: 'images', gen: 1, index: 0 }, offset: 7n, seq: 7, hash: 'x' };
const commit = (t: string, sv: number, d: JsonObject): Commit => ({ position, body: { ev: [{ t, tv: 1, s: `${t}/1`, sv, d }] } }) as unknown as Commit;
const imaged = (sv: number): Commit => commit('image.submitted', sv, { file: 'image', idx: 'IM40000004', status: 'pending', more: { base: { idx: BASE, file: 'vehicle' } } });

/** A desk with so many images of the record, which is on file where `live` says so. */
const desk = (images: number, live: boolean) => {
  let left = images;
  const asked: RecordRequest[] = [];
  const ended: string[] = [];
  const bus = {
    ask: (_: string, pattern: string, payload: RecordRequest & { command: CommandMessage }): Promise<unknown> => {
      if (pattern === 'record') {
        asked.push(payload);
        return Promise.resolve(live ? { record: { idx: BASE } } : {});
      }
      left -= 1;
      ended.push(payload.command.id);
      return Promise.resolve({ kind: 'done', out: left < 0 ? 'rejected' : 'accepted', faults: [], events: [], position: '' });
    },
  } as unknown as Bus;
  return { bus, asked, ended, hasImages: () => left > 0 };
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
    const { bus, asked, ended, hasImages } = desk(1, false);
    await endLateImages(bus, imaged(1), hasImages);
    expect([asked, ended.length]).toEqual([[{ idx: BASE, current: true }], 1]);
  });

  it('while its record is on file, stays', async () => {
    const { bus, ended, hasImages } = desk(1, true);
    await endLateImages(bus, imaged(1), hasImages);
    expect(ended).toEqual([]);
  });

  it('is looked at once, not again at each of its changes', async () => {
    const { bus, asked, hasImages } = desk(1, false);
    await endLateImages(bus, imaged(2), hasImages);
    expect(asked).toEqual([]);
  });
});
