import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { storeCipher } from '@statewire/keyring/store-cipher';
import { slotDirectory } from './slot-directory.js';
import { nothingWrapped, slotsIn } from './slots.js';
import { WrappedKeys } from './wrapped-keys.js';

const wrapping = storeCipher(Buffer.alloc(32, 7));

let path: string;
beforeEach(async () => {
  path = await mkdtemp(join(tmpdir(), 'wrapped-keys-'));
});
afterEach(() => rm(path, { recursive: true }));

/** `isOnDisk` tells whether the slot of a name was synced since it was written; `lose` empties it, as a power cut may. */
const opened = () => {
  const real = slotsIn(join(path, 'keys.slots'));
  const directory = slotDirectory(path);
  const unsynced = new Set<number>();
  const slots: typeof real = {
    ...real,
    write(slot, content) {
      unsynced.add(slot);
      real.write(slot, content);
    },
    async sync() {
      const written = [...unsynced];
      await real.sync();
      for (const slot of written) unsynced.delete(slot);
    },
  };
  const keys = new WrappedKeys({ slots, directory, wrapping, courtAccess: () => wrapping, hasRoom: () => true });
  const placeOf = (name: string) => directory.find(name) ?? Infinity;
  return {
    keys,
    isOnDisk: (name: string) => keys.find(name)?.state === 'active' && !unsynced.has(placeOf(name)),
    lose: (name: string) => { real.write(placeOf(name), { state: 'empty', wrapped: nothingWrapped }); },
  };
};

describe('a key whose slot was lost in a power cut', () => {
  it('is on the disk once it is made anew, also after newer ones, and for each who asks for it', async () => {
    const before = opened();
    await before.keys.make(['lost']);
    before.lose('lost');
    await before.keys.close();
    const { keys, isOnDisk } = opened();
    await keys.make(['newer']);

    const made = await Promise.all([0, 1].map(async () => {
      await keys.make(['lost']);
      return isOnDisk('lost');
    }));
    const isThere = [isOnDisk('lost'), isOnDisk('newer')];
    await keys.close();

    expect([made, isThere]).toEqual([[true, true], [true, true]]);
  });

  it('is on the disk for who asks while another is about to sync it', async () => {
    const { keys, isOnDisk, lose } = opened();
    await keys.make(['lost', 'newer']);
    lose('lost');

    const first = keys.make(['lost']);
    while (keys.find('lost')?.state !== 'active') await new Promise(setImmediate);
    await keys.make(['lost']);
    const isThere = isOnDisk('lost');
    await first;
    await keys.close();

    expect(isThere).toBe(true);
  });

  it('is found at once where another process has made it anew', async () => {
    const [one, other] = [slotDirectory(path), slotDirectory(path)];
    one.changeNow(() => { one.findOrTake('lost'); });
    const lost = other.find('lost');
    one.changeNow(() => { one.take('lost'); });
    const stale = other.find('lost');
    other.refresh();
    const found = other.find('lost');
    await Promise.all([one.close(), other.close()]);

    expect([lost, stale, found]).toEqual([0, 0, 1]);
  });
});
