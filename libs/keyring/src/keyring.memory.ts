import { randomBytes } from 'node:crypto';
import { Failure } from '@statewire/kernel';
import { dataKeyBytes, openWith, sealWith } from './data-cipher.js';
import type { KeyRing } from './keyring.port.js';

type Entry = Buffer | 'destroyed' | 'restricted';

const noKey = (kid: string): Failure => new Failure('keyring/no-key', `There is no key ${kid}.`, false);

/** Data keys in this process's memory: for tests, and for ledgers that die with it. */
export const memoryKeyRing = (): KeyRing => {
  const entries = new Map<string, Entry>();
  const storeKeys = new Map<string, Uint8Array>();

  return {
    ensure(kids) {
      for (const kid of kids) if (!entries.has(kid)) entries.set(kid, randomBytes(dataKeyBytes));
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
      const key = storeKeys.get(name) ?? randomBytes(dataKeyBytes);
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
