import { describe, expect, it } from '@jest/globals';
import { memoryBlobs } from '@statewire/blobs';
import { Failure, type JsonObject } from '@statewire/kernel';
import { frame, genesis, memoryLogDriver, type PartitionId } from '@statewire/ledger';
import { installation } from '../test/sealed-ledger.js';
import { verifyWithPictures } from './verify-pictures.js';

const part: PartitionId = { ledger: 'images', gen: 1, index: 0 };
const bytes = new Uint8Array([1, 2, 3]);

/** A ledger of images; each entry is one event of an image: its stream, its status, its picture. */
const ledger = async (...events: readonly (readonly [image: string, status: string, more: JsonObject])[]) => {
  const driver = memoryLogDriver();
  await driver.create(part.ledger, part.gen, 1);
  let { seq, head } = genesis(installation, part);
  for (const [image, status, more] of events) {
    const made = frame(
      { prev: head, seq: seq + 1, w: `w/${String(seq)}`, at: '2026-11-21T04:10:05.123Z', cmd: `c-${String(seq)}`, k: 'SV1' },
      { by: { ori: 'O', device: 'D', user: 'u' }, cv: '1', out: 'accepted', ev: [{ t: 'image.entered', tv: 1, s: image, sv: 1, d: { file: 'image', status, more } }] },
    );
    await driver.append(part, [made.bytes]);
    [seq, head] = [made.head.seq, made.hash];
  }
  return driver;
};
const checked = async (driver: Awaited<ReturnType<typeof ledger>>, blobs: Parameters<typeof verifyWithPictures>[1]) =>
  (await verifyWithPictures({ driver, installation, ledgers: [{ ledger: 'images', gen: 1, partitions: 1 }], rivals: false }, blobs)).problems;

describe('the check of the pictures', () => {
  it('finds nothing where every image on file has its picture, and asks for none of those that have ended', async () => {
    const blobs = memoryBlobs();
    const picture = await blobs.put('image/a', bytes);
    const driver = await ledger(['image/IM1', 'active', { picture }], ['image/IM2', 'active', { picture: { ...picture, id: 'image/gone' } }], ['image/IM2', 'cancelled', { picture: { ...picture, id: 'image/gone' } }]);
    expect(await checked(driver, blobs)).toEqual([]);
  });

  it('names an image whose picture is lost, or is another one', async () => {
    const blobs = memoryBlobs();
    const picture = await blobs.put('image/a', bytes);
    const driver = await ledger(['image/IM1', 'active', { picture: { ...picture, id: 'image/lost' } }], ['image/IM2', 'active', { picture: { ...picture, sha256: 'x'.repeat(43) } }]);
    expect(await checked(driver, blobs)).toMatchObject([
      { part, kind: 'picture', seq: 1, says: expect.stringMatching(/IM1.*image\/lost.*not in the blob store/) },
      { part, kind: 'picture', seq: 2, says: expect.stringMatching(/IM2.*another one/) },
    ]);
  });

  it('does not take a blob store that cannot be read for a verdict', async () => {
    const driver = await ledger(['image/IM1', 'active', { picture: { id: 'image/a', length: 3, sha256: 'x' } }]);
    await expect(checked(driver, { get: () => Promise.reject(new Failure('blobs/unavailable', 'away', true)) })).rejects.toThrow('away');
  });
});
