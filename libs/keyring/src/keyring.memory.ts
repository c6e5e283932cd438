import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { Failure } from '@statewire/kernel';
import type { Sealed } from '@statewire/ledger';
import type { KeyRing } from './keyring.port.js';

const keyBytes = 32;
const ivBytes = 12;
const tagBytes = 16;

type Entry = Buffer | 'destroyed' | 'restricted';

const noKey = (kid: string): Failure => new Failure('keyring/no-key', `There is no key ${kid}.`, false);

/** Data keys in this process's memory: for tests, and for ledgers that die with it. */
export const memoryKeyRing = (): KeyRing => {
  const entries = new Map<string, Entry>();
  const storeKeys = new Map<string, Uint8Array>();

  return {
    ensure(kids) {
      for (const kid of kids) if (!entries.has(kid)) entries.set(kid, randomBytes(keyBytes));
      return Promise.resolve();
    },
    load: () => Promise.resolve(),
    seal(kid, plain, aad) {
      const key = entries.get(kid);
      if (key === undefined || typeof key === 'string') throw noKey(kid);
      return sealWith(key, kid, plain, aad);
    },
    open(sealed, aad) {
      const key = entries.get(sealed.kid);
      if (key === undefined) throw noKey(sealed.kid);
      return typeof key === 'string' ? key : openWith(key, sealed, aad);
    },
    storeKey(name) {
      const key = storeKeys.get(name) ?? randomBytes(keyBytes);
      storeKeys.set(name, key);
      return Promise.resolve(key);
    },
    restrict(kid) {
      if (entries.get(kid) !== 'destroyed') entries.set(kid, 'restricted');
      return Promise.resolve();
    },
    destroy(kid) {
      entries.set(kid, 'destroyed');
      return Promise.resolve();
    },
    close: () => Promise.resolve(),
  };
};

/** AES-256-GCM with a fresh random 96-bit IV; `ct` ends with the tag. */
const sealWith = (key: Uint8Array, kid: string, plain: Uint8Array, aad: Uint8Array): Sealed => {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(aad);
  const ct = Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  return { kid, iv: iv.toString('base64url'), ct: ct.toString('base64url') };
};

const openWith = (key: Uint8Array, { kid, iv, ct }: Sealed, aad: Uint8Array): Uint8Array => {
  try {
    const bytes = Buffer.from(ct, 'base64url');
    const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(iv, 'base64url'), { authTagLength: tagBytes })
      .setAAD(aad)
      .setAuthTag(bytes.subarray(-tagBytes));
    return Buffer.concat([decipher.update(bytes.subarray(0, -tagBytes)), decipher.final()]);
  } catch (cause) {
    throw new Failure('keyring/damaged', `What was sealed under ${kid} does not open.`, false, { cause });
  }
};
