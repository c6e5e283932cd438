import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { syncFolderNow } from '@statewire/durable-files';
import { Failure } from '@statewire/kernel';
import type { KeyRing } from '@statewire/keyring';
import { openWith, sealWith } from '@statewire/keyring/data-cipher';
import { storeCipher, type StoreCipher } from '@statewire/keyring/store-cipher';
import { keyFile, ownFolder } from './key-file.js';
import { slotDirectory } from './slot-directory.js';
import { slotsIn } from './slots.js';
import { unwrappedKeys } from './unwrapped-keys.js';
import { WrappedKeys } from './wrapped-keys.js';

export const keyEncryptionKeyFileName = 'key-encryption-key';
export const courtAccessKeyFileName = 'court-access-key';
export const slotsFileName = 'keys.slots';
const environmentFileName = 'data.mdb';
/** All of them are made at the first start. */
const keyFileNames = [keyEncryptionKeyFileName, slotsFileName, environmentFileName];
/** Of the files without which a key ring would be begun anew, those that are missing or empty. */
export const missingKeyFiles = (path: string): readonly string[] =>
  keyFileNames.filter((name) => (statSync(join(path, name), { throwIfNoEntry: false })?.size ?? 0) === 0);

/** The names under which slots are known: kids are free text and must not meet stores' names. */
const dataKeyName = (kid: string): string => `data/${kid}`;
const storeKeyName = (name: string): string => `store/${name}`;

/** `hasRoom` is asked before keys are made; where it says no, that fails as `keyring/no-room`, and may be tried again. */
export type LmdbKeyRingOptions = Readonly<{ path: string; hasRoom?: () => boolean }>;

/**
 * A key ring in a folder of its own (`KEY_DIR`), which several processes of one machine may share. `key-encryption-key`
 * wraps every data key; `court-access-key` those that a court has restricted, and may be kept elsewhere while none is.
 * Throws Failure `keyring/no-key-file` when the key-encryption key is gone, `keyring/damaged` when it is another one;
 * `restrict` fails as `keyring/no-key-file` where keys are restricted and the court access key is kept elsewhere.
 */
export const lmdbKeyRing = ({ path, hasRoom = () => true }: LmdbKeyRingOptions): KeyRing => {
  ownFolder(path);
  const isFirstStart = !existsSync(join(path, environmentFileName));
  const wrapping = storeCipher(keyFile(join(path, keyEncryptionKeyFileName), isFirstStart));
  const courtAccess = (isFirst: boolean): StoreCipher => storeCipher(keyFile(join(path, courtAccessKeyFileName), isFirst));
  const slots = slotsIn(join(path, slotsFileName));
  const directory = slotDirectory(path);
  syncFolderNow(path);
  try {
    return ringOf(new WrappedKeys({ slots, directory, wrapping, courtAccess, hasRoom }));
  } catch (cause) {
    void directory.close();
    slots.close();
    throw cause;
  }
};

const noKey = (kid: string): Failure => new Failure('keyring/no-key', `There is no key ${kid}.`, false);

const ringOf = (wrapped: WrappedKeys): KeyRing => {
  const keys = unwrappedKeys();

  /** From memory or the folder; undefined when there is none to use. */
  const keyOf = (kid: string): Uint8Array | undefined => {
    const known = keys.get(kid);
    if (known !== undefined) return known;
    const name = dataKeyName(kid);
    const slot = wrapped.find(name);
    if (slot?.state !== 'active') return undefined;
    keys.set(kid, wrapped.unwrapped(name, slot));
    return keys.get(kid);
  };

  return {
    async ensure(kids) {
      const missing = [...new Set(kids)].filter((kid) => !keys.has(kid));
      if (missing.length === 0) return;
      await wrapped.make(missing.map(dataKeyName));
      missing.forEach(keyOf);
    },
    async load(kids) {
      await Promise.resolve();
      const names = new Map<string, string>();
      for (const kid of kids) if (!keys.has(kid)) names.set(dataKeyName(kid), kid);
      for (const [name, slot] of wrapped.findAll(names.keys())) {
        if (slot.state === 'active') keys.set(names.get(name) ?? '', wrapped.unwrapped(name, slot));
      }
    },
    seal(kid, plain, aad) {
      const key = keyOf(kid);
      if (key === undefined) throw noKey(kid);
      return sealWith(key, kid, plain, aad);
    },
    open(sealed, aad) {
      const key = keyOf(sealed.kid);
      if (key !== undefined) return openWith(key, sealed, aad);
      const state = wrapped.find(dataKeyName(sealed.kid))?.state;
      if (state === 'destroyed' || state === 'restricted') return state;
      throw noKey(sealed.kid);
    },
    async storeKey(name) {
      await wrapped.make([storeKeyName(name)]);
      const slot = wrapped.find(storeKeyName(name));
      if (slot === undefined) throw noKey(name);
      return wrapped.unwrapped(storeKeyName(name), slot);
    },
    async restrict(kid, order) {
      await wrapped.restrict(dataKeyName(kid), order);
      keys.forget(kid);
      await wrapped.sync();
    },
    async destroy(kid, order) {
      await wrapped.destroy(dataKeyName(kid), order);
      keys.forget(kid);
      await wrapped.sync();
    },
    async close() {
      keys.close();
      await wrapped.close();
    },
  };
};
