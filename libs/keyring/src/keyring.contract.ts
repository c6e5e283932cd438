import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { isFailure } from '@statewire/kernel';
import type { CourtOrder, KeyRing } from './keyring.port.js';

/**
 * `beside` gives a ring that another process would have on the same keys, `reopen` the ring after its process has ended.
 * An adapter in memory gives the same ring for both.
 */
export type KeyRingUnderTest = Readonly<{
  ring: KeyRing;
  beside: () => Promise<KeyRing>;
  reopen: () => Promise<KeyRing>;
  close: () => Promise<void>;
}>;

const order: CourtOrder = { number: '2026-CV-0417', court: 'Montgomery County', by: 'records-bureau' };
const plain = Buffer.from('NAM/DOE, JÖHN');
const aad = Buffer.from('vehicles\nvehicle/SV00000417\nvehicle.entered\n1');

const codeOf = (action: () => unknown): string | undefined => {
  try {
    action();
    return undefined;
  } catch (cause) {
    return isFailure(cause) ? cause.code : String(cause);
  }
};

/** What every key ring must do. Each adapter binds it in its own spec and adds nothing to it. */
export const keyRingContract = (adapter: string, open: () => Promise<KeyRingUnderTest>): void => {
  describe(`${adapter} keeps the key ring's contract:`, () => {
    let tested: KeyRingUnderTest;
    let ring: KeyRing;
    let kid: string;

    const textOf = (opened: Uint8Array | string): string => (typeof opened === 'string' ? opened : Buffer.from(opened).toString());

    beforeAll(async () => {
      tested = await open();
      ({ ring } = tested);
    });
    beforeEach(() => {
      kid = `vehicle/${randomUUID()}`;
    });
    afterAll(() => tested.close());

    describe('what is sealed', () => {
      it('opens again, whatever its length', async () => {
        await ring.ensure([kid]);

        for (const text of ['', 'a', plain.toString(), 'x'.repeat(100_000)])
          expect(textOf(ring.open(ring.seal(kid, Buffer.from(text), aad), aad))).toBe(text);
      });

      it('is AES-256-GCM as it is framed: 96-bit vector, the text, 128-bit tag', async () => {
        await ring.ensure([kid]);
        const sealed = ring.seal(kid, plain, aad);

        expect([sealed.kid, Buffer.from(sealed.iv, 'base64url').length, Buffer.from(sealed.ct, 'base64url').length]).toEqual([
          kid,
          12,
          plain.length + 16,
        ]);
        expect(`${sealed.iv}${sealed.ct}`).toMatch(/^[\w-]+$/);
      });

      it('is never the same twice', async () => {
        await ring.ensure([kid]);
        const sealed = Array.from({ length: 1500 }, () => ring.seal(kid, plain, aad));

        expect(new Set(sealed.map(({ iv }) => iv)).size).toBe(1500);
        expect(new Set(sealed.map(({ ct }) => ct)).size).toBe(1500);
      });

      it('does not open at another place, nor under another key', async () => {
        const other = `${kid}/other`;
        await ring.ensure([kid, other]);
        const sealed = ring.seal(kid, plain, aad);

        expect(codeOf(() => ring.open(sealed, Buffer.from('elsewhere')))).toBe('keyring/damaged');
        expect(codeOf(() => ring.open({ ...sealed, kid: other }, aad))).toBe('keyring/damaged');
      });

      it('does not open when a byte of it was changed or it was cut', async () => {
        await ring.ensure([kid]);
        const sealed = ring.seal(kid, plain, aad);
        const bytes = Buffer.from(sealed.ct, 'base64url');
        const flipped = Array.from(bytes, (byte, n) => Buffer.from(bytes).fill(byte ^ 128, n, n + 1));

        for (const wrong of [...flipped, bytes.subarray(0, -1), bytes.subarray(0, 15), Buffer.alloc(0)])
          expect(codeOf(() => ring.open({ ...sealed, ct: wrong.toString('base64url') }, aad))).toBe('keyring/damaged');
      });
    });

    describe('a key', () => {
      it('that was never made neither seals nor opens', async () => {
        await ring.load([kid]);

        expect(codeOf(() => ring.seal(kid, plain, aad))).toBe('keyring/no-key');
        expect(codeOf(() => ring.open({ kid, iv: 'AAAAAAAAAAAAAAAA', ct: 'AAAA' }, aad))).toBe('keyring/no-key');
      });

      it('stays the same however often it is ensured', async () => {
        await ring.ensure([kid]);
        const sealed = ring.seal(kid, plain, aad);
        await Promise.all([ring.ensure([kid, kid]), ring.ensure([kid])]);

        expect(textOf(ring.open(sealed, aad))).toBe(plain.toString());
      });

      it('is one key for all who ensure it at the same moment', async () => {
        const beside = await tested.beside();
        const kids = Array.from({ length: 40 }, (_, n) => `${kid}/${String(n)}`);
        await Promise.all([ring.ensure(kids), beside.ensure([...kids].reverse()), ring.ensure(kids.slice(20))]);

        for (const one of kids) expect(textOf(beside.open(ring.seal(one, plain, aad), aad))).toBe(plain.toString());
      });
    });

    describe('a destroyed key', () => {
      it('opens nothing any more, and is said to be destroyed', async () => {
        await ring.ensure([kid]);
        const sealed = ring.seal(kid, plain, aad);
        await ring.destroy(kid, order);
        await ring.load([kid]);

        expect(ring.open(sealed, aad)).toBe('destroyed');
        expect(codeOf(() => ring.seal(kid, plain, aad))).toBe('keyring/no-key');
      });

      it('is never revived', async () => {
        await ring.ensure([kid]);
        const sealed = ring.seal(kid, plain, aad);
        await ring.destroy(kid, order);
        await ring.ensure([kid]);
        await ring.restrict(kid, order);

        expect(codeOf(() => ring.seal(kid, plain, aad))).toBe('keyring/no-key');
        expect(ring.open(sealed, aad)).toBe('destroyed');
      });

      it('may be destroyed again, or before it was ever made', async () => {
        await ring.destroy(kid, order);
        await ring.destroy(kid, order);
        await ring.ensure([kid]);

        expect(codeOf(() => ring.seal(kid, plain, aad))).toBe('keyring/no-key');
      });

      it('leaves the others alone', async () => {
        const other = `${kid}/other`;
        await ring.ensure([kid, other]);
        const sealed = ring.seal(other, plain, aad);
        await ring.destroy(kid, order);

        expect(textOf(ring.open(sealed, aad))).toBe(plain.toString());
      });
    });

    describe('a restricted key', () => {
      it('neither opens nor seals', async () => {
        await ring.ensure([kid]);
        const sealed = ring.seal(kid, plain, aad);
        await ring.restrict(kid, order);
        await ring.ensure([kid]);

        expect(ring.open(sealed, aad)).toBe('restricted');
        expect(codeOf(() => ring.seal(kid, plain, aad))).toBe('keyring/no-key');
      });

      it('stays restricted when that is ordered again, and can be destroyed', async () => {
        await ring.ensure([kid]);
        const sealed = ring.seal(kid, plain, aad);
        await ring.restrict(kid, order);
        await ring.restrict(kid, order);
        expect(ring.open(sealed, aad)).toBe('restricted');
        await ring.destroy(kid, order);

        expect(ring.open(sealed, aad)).toBe('destroyed');
      });
    });

    describe("a store's key", () => {
      it('has 32 bytes, is the same at every call and another for every name', async () => {
        const [one, again, other] = await Promise.all([ring.storeKey(`${kid}/views`), ring.storeKey(`${kid}/views`), ring.storeKey(`${kid}/other`)]);

        expect([one.length, Buffer.compare(one, again), Buffer.compare(one, other) === 0]).toEqual([32, 0, false]);
        expect(Buffer.compare(one, await (await tested.beside()).storeKey(`${kid}/views`))).toBe(0);
      });
    });

    it('keys, tombstones, restrictions and store keys outlive the process', async () => {
      const [kept, destroyed, restricted] = ['kept', 'destroyed', 'restricted'].map((name) => `${kid}/${name}`) as [string, string, string];
      await ring.ensure([kept, destroyed, restricted]);
      const sealed = [kept, destroyed, restricted].map((one) => ring.seal(one, plain, aad));
      const storeKey = await ring.storeKey(kid);
      await ring.destroy(destroyed, order);
      await ring.restrict(restricted, order);
      ring = await tested.reopen();
      await ring.load([kept, destroyed, restricted, `${kid}/never`]);
      await ring.ensure([kept, destroyed]);

      expect(sealed.map((one) => textOf(ring.open(one, aad)))).toEqual([plain.toString(), 'destroyed', 'restricted']);
      expect(Buffer.compare(storeKey, await ring.storeKey(kid))).toBe(0);
    });
  });
};
