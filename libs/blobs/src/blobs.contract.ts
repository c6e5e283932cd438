import { randomBytes, randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Blobs } from './blobs.port.js';

/** `reopen` closes the store and gives another on the same blobs; absent where they live no longer than the store. */
export type OpenedBlobs = Readonly<{ blobs: Blobs; reopen?: () => Promise<Blobs>; close: () => Promise<void> }>;

/** What every store of blobs must do. */
export const blobsContract = (adapter: string, open: () => Promise<OpenedBlobs>) => {
  describe(`${adapter} keeps the blobs' contract`, () => {
    let opened: OpenedBlobs;
    let blobs: Blobs;

    beforeEach(async () => {
      opened = await open();
      ({ blobs } = opened);
    });
    afterEach(async () => { await opened.close(); });

    const bytes = (text: string) => new TextEncoder().encode(text);
    const text = (from: Uint8Array) => new TextDecoder().decode(from);
    const allIds = async (limit: number) => {
      const ids: string[] = [];
      for (;;) {
        const page = await blobs.list(ids.at(-1) ?? '', limit);
        ids.push(...page);
        if (page.length < limit) return ids;
      }
    };

    it('gives the bytes back that were put, and says what they are', async () => {
      const ref = await blobs.put('journal/2026/1', bytes('abc'));

      expect(ref).toEqual({ id: 'journal/2026/1', length: 3, sha256: 'ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0' });
      expect(text(await blobs.get(ref))).toBe('abc');
    });

    it.each([0, 1, 255_000, 3_000_001])('keeps %i bytes of any value', async (length) => {
      const given = randomBytes(length);
      const ref = await blobs.put('bytes', given);

      expect(Buffer.compare(await blobs.get(ref), given)).toBe(0);
    });

    it('does not mind the same bytes again', async () => {
      const first = await blobs.put('a', bytes('same'));

      expect(await blobs.put('a', bytes('same'))).toEqual(first);
      expect(await blobs.list('', 10)).toEqual(['a']);
    });

    it('refuses other bytes under the same id, and keeps the first', async () => {
      const ref = await blobs.put('a', bytes('first'));

      await expect(blobs.put('a', bytes('other'))).rejects.toMatchObject({ code: 'blobs/taken', canRetry: false });
      expect(text(await blobs.get(ref))).toBe('first');
    });

    it('lets one of many win that put different bytes under one id at the same moment', async () => {
      const outcomes = await Promise.allSettled(Array.from({ length: 12 }, (_, n) => blobs.put('contested', bytes(`from ${String(n)}`))));
      const won = outcomes.flatMap((outcome, n) => (outcome.status === 'fulfilled' ? [{ ref: outcome.value, n }] : []));
      const lost = outcomes.filter((outcome) => outcome.status === 'rejected');

      expect(won).toHaveLength(1);
      expect(lost).toMatchObject(Array(11).fill({ reason: { code: 'blobs/taken' } }));
      for (const { ref, n } of won) expect(text(await blobs.get(ref))).toBe(`from ${String(n)}`);
    });

    it('lets all of many win that put the same bytes at the same moment', async () => {
      const refs = await Promise.all(Array.from({ length: 12 }, () => blobs.put('shared', bytes('same'))));

      expect(new Set(refs.map(({ sha256 }) => sha256)).size).toBe(1);
      expect(text(await blobs.get(refs[0] ?? { id: '', length: 0, sha256: '' }))).toBe('same');
    });

    it('has no part in what the caller does with its bytes afterwards', async () => {
      const given = bytes('kept');
      const putting = blobs.put('a', given);
      given.fill(0);
      const ref = await putting;
      (await blobs.get(ref)).fill(0);

      expect(text(await blobs.get(ref))).toBe('kept');
    });

    it('says that a blob is missing', async () => {
      await expect(blobs.get({ id: 'never', length: 1, sha256: 'A'.repeat(43) })).rejects.toMatchObject({ code: 'blobs/missing', canRetry: false });
    });

    it('never gives bytes that are not those of the reference', async () => {
      const ref = await blobs.put('a', bytes('here'));

      await expect(blobs.get({ ...ref, sha256: 'A'.repeat(43) })).rejects.toMatchObject({ code: 'blobs/damaged' });
      await expect(blobs.get({ ...ref, length: 5 })).rejects.toMatchObject({ code: 'blobs/damaged' });
    });

    it('forgets a removed blob and gives its id away again', async () => {
      const ref = await blobs.put('a', bytes('first'));
      await blobs.remove('a');
      await blobs.remove('a');

      await expect(blobs.get(ref)).rejects.toMatchObject({ code: 'blobs/missing' });
      expect(await blobs.list('', 10)).toEqual([]);
      expect(text(await blobs.get(await blobs.put('a', bytes('second'))))).toBe('second');
    });

    it('removes what never was without a word', async () => {
      await expect(blobs.remove('never')).resolves.toBeUndefined();
    });

    it('lists ids in order, whatever the size of a page', async () => {
      const ids = ['b', 'B', 'a/2', 'a/10', 'a.b', 'Z9', '0', 'a', 'vehicle/SV00000417.image:3', 'a_b', 'a-b', 'a+b', 'a#b', 'a@b'];
      for (const id of ids) await blobs.put(id, bytes(id));
      const inOrder = [...ids].sort();

      for (const limit of [1, 3, 5, 100]) expect(await allIds(limit)).toEqual(inOrder);
      expect(await blobs.list('a', 2)).toEqual(['a#b', 'a+b']);
    });

    it('lists a blob put after the listing began when its turn is still to come, and none that was removed', async () => {
      for (const id of ['a', 'c', 'e']) await blobs.put(id, bytes(id));
      expect(await blobs.list('', 1)).toEqual(['a']);
      await blobs.put('d', bytes('d'));
      await blobs.remove('c');

      expect(await blobs.list('a', 10)).toEqual(['d', 'e']);
    });

    it.each(['', '.', '..', '../a', '/a', '-a', 'a b', 'ä', 'a\u0000', 'a\\b', 'x'.repeat(121)])('refuses the id %j', async (id) => {
      await expect(blobs.put(id, bytes('x'))).rejects.toMatchObject({ code: 'blobs/bad-id', canRetry: false });
    });

    it('takes the longest id there may be', async () => {
      const id = `a${'/'.repeat(119)}`;
      const ref = await blobs.put(id, bytes('x'));

      expect([text(await blobs.get(ref)), await blobs.list('', 2)]).toEqual(['x', [id]]);
    });

    it('has every blob after it was opened anew', async () => {
      const given = Array.from({ length: 20 }, () => randomUUID());
      const refs = await Promise.all(given.map((id) => blobs.put(id, bytes(id))));
      await blobs.remove(given[0] ?? '');
      const again = (await opened.reopen?.()) ?? blobs;

      expect((await Promise.all(refs.slice(1).map((ref) => again.get(ref)))).map(text)).toEqual(given.slice(1));
      expect(await again.list('', 100)).toEqual(given.slice(1).sort());
      await expect(again.put(given[1] ?? '', bytes('other'))).rejects.toMatchObject({ code: 'blobs/taken' });
    });
  });
};
