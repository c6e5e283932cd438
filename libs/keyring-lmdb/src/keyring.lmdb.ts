import { randomBytes } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '@statewire/kernel';
import type { CourtOrder, KeyRing } from '@statewire/keyring';
import { dataKeyBytes, openWith, sealWith } from '@statewire/keyring/data-cipher';
import { storeCipher, type StoreCipher } from '@statewire/keyring/store-cipher';
import { keyFile, ownFolder, syncFolder } from './key-file.js';
import { slotDirectory, type SlotDirectory } from './slot-directory.js';
import { nothingWrapped, slotsIn, type Slot, type Slots } from './slots.js';
import { unwrappedKeys } from './unwrapped-keys.js';

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
/** Opens only under the right key-encryption key; looked at before anything else. */
const checkName = 'check';

/** `hasRoom` is asked before keys are made; where it says no, that fails as `keyring/no-room`, and may be tried again. */
export type LmdbKeyRingOptions = Readonly<{ path: string; hasRoom?: () => boolean }>;

/**
 * A key ring in a folder of its own (`KEY_DIR`), which several processes of one machine may share. `key-encryption-key`
 * wraps every data key; `court-access-key` those that a court has restricted, and may be kept elsewhere while none is.
 * Throws Failure `keyring/no-key-file` when the key-encryption key is gone, `keyring/damaged` when it is another one.
 */
export const lmdbKeyRing = ({ path, hasRoom = () => true }: LmdbKeyRingOptions): KeyRing => {
  ownFolder(path);
  const isFirstStart = !existsSync(join(path, environmentFileName));
  const wrapping = storeCipher(keyFile(join(path, keyEncryptionKeyFileName), isFirstStart));
  const courtAccess = (): StoreCipher => storeCipher(keyFile(join(path, courtAccessKeyFileName), true));
  const slots = slotsIn(join(path, slotsFileName));
  const directory = slotDirectory(path);
  syncFolder(path);
  try {
    return ringOf(slots, directory, wrapping, courtAccess, hasRoom);
  } catch (cause) {
    void directory.close();
    slots.close();
    throw cause;
  }
};

const placeOf = (name: string): Buffer => Buffer.from(name);
const noKey = (kid: string): Failure => new Failure('keyring/no-key', `There is no key ${kid}.`, false);

const ringOf = (slots: Slots, directory: SlotDirectory, wrapping: StoreCipher, courtAccess: () => StoreCipher, hasRoom: () => boolean): KeyRing => {
  const keys = unwrappedKeys();
  /** Slots are taken and written one after the other, so that with one all before it are on the disk. */
  let durableBelow = 0;

  const slotOf = (name: string): Slot | undefined => {
    const slot = directory.find(name);
    return slot === undefined ? undefined : slots.read(slot);
  };
  const unwrapped = (name: string, { wrapped }: Slot): Buffer => wrapping.open(wrapped, placeOf(name));

  /** From memory or the folder; undefined when there is none to use. */
  const keyOf = (kid: string): Uint8Array | undefined => {
    const known = keys.get(kid);
    if (known !== undefined) return known;
    const name = dataKeyName(kid);
    const slot = slotOf(name);
    if (slot?.state !== 'active') return undefined;
    keys.set(kid, unwrapped(name, slot));
    return keys.get(kid);
  };

  /** Inside the directory's transaction, where no other process writes: the place of a name, and what it holds of it. */
  const placed = (name: string): Readonly<{ place: number; held: Slot }> => {
    const { slot: place, isNew } = directory.findOrTake(name);
    return { place, held: isNew ? { state: 'empty', wrapped: nothingWrapped } : slots.read(place) };
  };

  /** An empty slot was lost before it was relied on. */
  const fill = (name: string): void => {
    const { place, held } = placed(name);
    if (held.state !== 'empty') return;
    slots.write(place, { state: 'active', wrapped: wrapping.seal(randomBytes(dataKeyBytes), placeOf(name)) });
  };

  const make = async (names: readonly string[]): Promise<void> => {
    const isMissing = (name: string): boolean => (slotOf(name)?.state ?? 'empty') === 'empty';
    if (names.some(isMissing)) {
      if (!hasRoom()) throw new Failure('keyring/no-room', 'The disk of the keys is nearly full.', true);
      await directory.change(() => {
        names.forEach(fill);
      });
    }
    const newest = Math.max(...names.map((name) => directory.find(name) ?? 0));
    if (newest < durableBelow) return;
    // Also for keys that another process has just made and not synced yet.
    await slots.sync();
    durableBelow = Math.max(durableBelow, newest + 1);
  };

  /** Overwrites the slot in place, under the lock, and forgets the key. */
  const overwrite = async (kid: string, what: 'restricted' | 'destroyed', order: CourtOrder, next: (slot: Slot) => Slot): Promise<void> => {
    const name = dataKeyName(kid);
    await directory.change(() => {
      const { place, held } = placed(name);
      slots.write(place, next(held));
      directory.record(name, { what, order });
    });
    keys.forget(kid);
    await slots.sync();
  };

  const restricted = (kid: string, slot: Slot): Slot => {
    if (slot.state === 'empty') return { state: 'restricted', wrapped: nothingWrapped };
    if (slot.state !== 'active') return slot;
    const name = dataKeyName(kid);
    return { state: 'restricted', wrapped: courtAccess().seal(unwrapped(name, slot), placeOf(name)) };
  };

  const check = slotOf(checkName);
  if (check === undefined) {
    directory.changeNow(() => {
      fill(checkName);
    });
  } else unwrapped(checkName, check);

  return {
    async ensure(kids) {
      const missing = [...new Set(kids)].filter((kid) => !keys.has(kid));
      if (missing.length === 0) return;
      await make(missing.map(dataKeyName));
      missing.forEach(keyOf);
    },
    async load(kids) {
      await Promise.resolve();
      const places = new Map<string, number>();
      for (const kid of kids) {
        const place = keys.has(kid) ? undefined : directory.find(dataKeyName(kid));
        if (place !== undefined) places.set(kid, place);
      }
      const found = slots.readAll([...places.values()]);
      for (const [kid, place] of places) {
        const slot = found.get(place);
        if (slot?.state === 'active') keys.set(kid, unwrapped(dataKeyName(kid), slot));
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
      const state = slotOf(dataKeyName(sealed.kid))?.state;
      if (state === 'destroyed' || state === 'restricted') return state;
      throw noKey(sealed.kid);
    },
    async storeKey(name) {
      await make([storeKeyName(name)]);
      const slot = slotOf(storeKeyName(name));
      if (slot === undefined) throw noKey(name);
      return unwrapped(storeKeyName(name), slot);
    },
    async restrict(kid, order) {
      await overwrite(kid, 'restricted', order, (slot) => restricted(kid, slot));
    },
    async destroy(kid, order) {
      await overwrite(kid, 'destroyed', order, () => ({ state: 'destroyed', wrapped: nothingWrapped }));
    },
    async close() {
      keys.close();
      await directory.close();
      slots.close();
    },
  };
};
