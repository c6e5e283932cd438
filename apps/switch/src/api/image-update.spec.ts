import { describe, expect, it, jest } from '@jest/globals';
import { memoryBlobs, type BlobRef } from '@statewire/blobs';
import { findMessageKey } from '@statewire/catalogue';
import { Failure } from '@statewire/kernel';
import type { Context } from './context.js';

// Pictures are judged in a thread of its own, which runs compiled code alone.
const isPicture = jest.fn(() => Promise.resolve(true));
jest.unstable_mockModule('../pictures/judge-picture.js', () => ({ isPicture }));
const { prepareAgain } = await import('./image-update.js');
const { update } = await import('./update.js');

const bytes = Buffer.from('a picture');
const base = { idx: 'SV00000001' };

const sentAgain = (fields: Readonly<Record<string, readonly string[]>>) => {
  const blobs = memoryBlobs();
  const context = { platform: { ports: { blobs } }, key: findMessageKey('EIM'), message: { mke: 'EIM', fields }, transmission: {} } as unknown as Context;
  return { blobs, context, again: (picture?: BlobRef) => prepareAgain(context, { key: base.idx, facts: { base, ...(picture && { picture }) } }) };
};

describe('a message of an image that is sent again', () => {
  it('brings its picture again, under another name: the first may have been swept away', async () => {
    const { blobs, again } = sentAgain({ IMG: [bytes.toString('base64')] });
    const swept = await blobs.put('image/first', bytes);
    await blobs.remove(swept.id);

    const { key, facts } = await again(swept);
    const picture = facts?.['picture'] as unknown as BlobRef;
    expect({ key, base: facts?.['base'] }).toEqual({ key: base.idx, base });
    expect(picture).toEqual({ ...swept, id: picture.id });
    expect(Buffer.from(await blobs.get(picture))).toEqual(bytes);
  });

  it('without a picture goes to the same home as before', async () => {
    expect(await sentAgain({ IMN: ['I000000001'] }).again()).toEqual({ key: base.idx, facts: { base } });
  });

  it('is to be sent once more where too many pictures wait to be judged', async () => {
    const { context } = sentAgain({ IMG: [bytes.toString('base64')] });
    isPicture.mockRejectedValueOnce(new Failure('switch/busy', 'too many', true));
    await expect(update(context, { mri: 7, home: { key: base.idx } })).rejects.toMatchObject({ problem: { status: 503, type: 'in-doubt' }, headers: { 'retry-after': '2' } });
  });
});
