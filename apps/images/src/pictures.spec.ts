import { describe, expect, it, jest } from '@jest/globals';
import { memoryBlobs } from '@statewire/blobs';
import type { JsonObject } from '@statewire/kernel';
import type { Commit, OpenedEvent } from '@statewire/ledger';
import { picturesIn } from '@statewire/record-file';
import type { Platform } from '@statewire/service-kit';
import { memoryViews, type View } from '@statewire/views';
import { PictureSweep } from './picture-sweep.js';
import type { shownPictures } from './projections/shown-pictures.projection.js';
import { removePictures } from './reactions/remove-pictures-when-an-image-ended.js';

const bytes = new Uint8Array([1, 2, 3]);
const ref = (name: string) => ({ id: `image/${name}`, length: 3, sha256: 'x' });
const event = (status: string, more: JsonObject): OpenedEvent => ({ t: 'image.x', tv: 1, s: 'image/IM1', sv: 1, d: { file: 'image', status, more } });
const part = { ledger: 'images', gen: 1, index: 0 };
const place = { next: 1n, seq: 1, head: 'h', headOffset: 0n };
const commit = (...ev: readonly OpenedEvent[]): Commit => ({ head: { seq: 1 }, body: { ev } }) as unknown as Commit;
const namesOf = (refs: readonly Readonly<{ id: string }>[]) => refs.map(({ id }) => id.slice('image/'.length));

describe('the pictures of an image', () => {
  it.each([
    ['active', { picture: ref('a') }, ['a'], []],
    ['active', { picture: ref('b'), former: [ref('a')] }, ['b'], ['a']],
    ['pending', { picture: ref('a') }, ['a'], []],
    ['active', { picture: ref('a'), next: ref('b') }, ['a', 'b'], []],
    ['cancelled', { picture: ref('a'), next: ref('b') }, [], ['a', 'b']],
    ['refused', { picture: ref('a') }, [], ['a']],
    ['retired', { picture: ref('a') }, [], ['a']],
  ])('that is %s with %j', (status, more, held, left) => {
    const found = picturesIn(event(status, more));
    expect([namesOf(found.held), namesOf(found.left)]).toEqual([held, left]);
  });

  it('are none of another record’s', () => {
    expect(picturesIn({ d: { file: 'vehicle', status: 'retired' } })).toEqual({ held: [], left: [] });
  });

  it('are removed with it, also twice', async () => {
    const blobs = memoryBlobs();
    for (const name of ['a', 'b']) await blobs.put(`image/${name}`, bytes);
    for (let n = 0; n < 2; n += 1) await removePictures(blobs, commit(event('retired', { picture: ref('a') })));
    expect(await blobs.list('', 10)).toEqual(['image/b']);
  });
});

describe('the sweep of pictures', () => {
  const started = async (...commits: readonly Commit[]) => {
    const [blobs, views] = [memoryBlobs(), memoryViews()];
    const project = ({ apply, view }: typeof shownPictures & { view: View }) => ({
      start: async () => { for (const each of commits) await view.write(part, await apply(each, { get: view.get }), place); },
      stop: () => Promise.resolve(), caughtUp: () => Promise.resolve(), resting: () => Promise.resolve(true),
    });
    const sweep = new PictureSweep({ ports: { blobs, views }, project } as unknown as Platform);
    await sweep.start();
    return { blobs, sweep };
  };

  it('removes what two sweeps in turn found to be nobody’s, and nothing else', async () => {
    const { blobs, sweep } = await started(commit(event('active', { picture: ref('held'), former: [ref('lost')] })));
    for (const id of ['image/held', 'image/lost', 'journal/2026/x']) await blobs.put(id, bytes);
    expect(await sweep.sweep()).toEqual([]);
    await blobs.put('image/fresh', bytes);
    expect(await sweep.sweep()).toEqual(['image/lost']);
    expect(await blobs.list('', 10)).toEqual(['image/fresh', 'image/held', 'journal/2026/x']);
    await sweep.stop();
    expect(await sweep.resting()).toBe(true);
  });

  it('that runs is waited for by who stops it, and is the last', async () => {
    jest.useFakeTimers();
    try {
      const { blobs, sweep } = await started();
      await blobs.put('image/lost', bytes);
      await sweep.sweep();
      const done: string[] = [];
      const listing = jest.spyOn(blobs, 'list').mockImplementationOnce(async () => {
        await new Promise((resolve) => { setTimeout(resolve, 50); });
        return ['image/lost'];
      });
      const removing = jest.spyOn(blobs, 'remove').mockImplementation(async (id) => {
        await Promise.resolve();
        done.push(id);
      });
      await jest.advanceTimersByTimeAsync(3_600_000);
      const stopped = sweep.stop().then(() => { done.push('stopped'); });
      await jest.advanceTimersByTimeAsync(7_200_000);
      await stopped;

      expect(done).toEqual(['image/lost', 'stopped']);
      expect([listing, removing].map(({ mock }) => mock.calls.length)).toEqual([1, 1]);
    } finally {
      jest.useRealTimers();
    }
  });

  it('looks through more than a page', async () => {
    const { blobs, sweep } = await started();
    for (let n = 0; n < 1_100; n += 1) await blobs.put(`image/${String(n).padStart(5, '0')}`, bytes);
    await sweep.sweep();
    expect((await sweep.sweep()).length).toBe(1_100);
    expect(await blobs.list('', 10)).toEqual([]);
    await sweep.stop();
  });
});
