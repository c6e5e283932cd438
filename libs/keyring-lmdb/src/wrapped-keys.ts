import { randomBytes } from 'node:crypto';
import { Failure } from '@statewire/kernel';
import type { CourtOrder } from '@statewire/keyring';
import { dataKeyBytes } from '@statewire/keyring/data-cipher';
import type { StoreCipher } from '@statewire/keyring/store-cipher';
import type { OrderDone, SlotDirectory } from './slot-directory.js';
import { nothingWrapped, type Slot, type Slots } from './slots.js';

/** Opens only under the right key-encryption key; looked at before anything else. */
const checkName = 'check';

export type WrappedKeysParts = Readonly<{
  slots: Slots;
  directory: SlotDirectory;
  /** Under the key-encryption key. */
  wrapping: StoreCipher;
  /** For keys that are restricted; `isFirst` while nothing is wrapped by it. */
  courtAccess: (isFirst: boolean) => StoreCipher;
  hasRoom: () => boolean;
}>;

const placeOf = (name: string): Buffer => Buffer.from(name);

/** Keys under their names as they lie on the disk: the directory tells the slot, the slot holds the wrapped key. */
export class WrappedKeys {
  /** Slots are taken and written one after the other, so that with one all before it are on the disk. */
  private durableBelow = 0;

  /** Throws Failure `keyring/damaged` where the slots were written under another key-encryption key. */
  constructor(private readonly parts: WrappedKeysParts) {
    const check = this.find(checkName);
    if (check !== undefined) this.unwrapped(checkName, check);
    else parts.directory.changeNow(() => { this.fill(checkName); });
  }

  find(name: string): Slot | undefined {
    const held = this.read(name);
    if (held?.state !== 'empty') return held;
    // It was lost, and another process may have given it another slot since this turn's reading began.
    this.parts.directory.refresh();
    return this.read(name);
  }

  /** Those of the names that have a slot. */
  findAll(names: Iterable<string>): ReadonlyMap<string, Slot> {
    const { directory, slots } = this.parts;
    const places = new Map<string, number>();
    for (const name of names) {
      const place = directory.find(name);
      if (place !== undefined) places.set(name, place);
    }
    const read = slots.readAll([...places.values()]);
    const found = new Map<string, Slot>();
    for (const [name, place] of places) {
      const slot = read.get(place);
      if (slot !== undefined) found.set(name, slot);
    }
    return found;
  }

  unwrapped(name: string, { wrapped }: Slot): Buffer {
    return this.parts.wrapping.open(wrapped, placeOf(name));
  }

  /** Resolves when each name has a key, or what became of it, on the disk. */
  async make(names: readonly string[]): Promise<void> {
    const { directory, slots, hasRoom } = this.parts;
    if (names.some((name) => (this.find(name)?.state ?? 'empty') === 'empty')) {
      if (!hasRoom()) throw new Failure('keyring/no-room', 'The disk of the keys is nearly full.', true);
      await directory.change(() => { for (const name of names) this.fill(name); });
    }
    const newest = Math.max(...names.map((name) => directory.find(name) ?? 0));
    if (newest < this.durableBelow) return;
    // Also for keys that another process has just made and not synced yet.
    await slots.sync();
    this.durableBelow = Math.max(this.durableBelow, newest + 1);
  }

  /** For other processes to see when it resolves; on the disk after {@link sync}. So is {@link destroy}. */
  restrict(name: string, order: CourtOrder): Promise<void> {
    return this.overwrite(name, { what: 'restricted', order }, (slot) => this.restricted(name, slot));
  }

  destroy(name: string, order: CourtOrder): Promise<void> {
    return this.overwrite(name, { what: 'destroyed', order }, () => ({ state: 'destroyed', wrapped: nothingWrapped }));
  }

  sync(): Promise<void> {
    return this.parts.slots.sync();
  }

  async close(): Promise<void> {
    await this.parts.directory.close();
    this.parts.slots.close();
  }

  private read(name: string): Slot | undefined {
    const slot = this.parts.directory.find(name);
    return slot === undefined ? undefined : this.parts.slots.read(slot);
  }

  /** In place, under the lock. */
  private overwrite(name: string, done: OrderDone, next: (slot: Slot) => Slot): Promise<void> {
    const { directory, slots } = this.parts;
    return directory.change(() => {
      const { place, held } = this.placed(name);
      slots.write(place, next(held));
      directory.record(name, done);
    });
  }

  private restricted(name: string, slot: Slot): Slot {
    if (slot.state === 'empty') return { state: 'restricted', wrapped: nothingWrapped };
    if (slot.state !== 'active') return slot;
    return { state: 'restricted', wrapped: this.parts.courtAccess(!this.areAnyRestricted()).seal(this.unwrapped(name, slot), placeOf(name)) };
  }

  /** A restriction of what never was a key wraps nothing, and what was destroyed since is nobody's any more. */
  private areAnyRestricted(): boolean {
    for (const name of this.parts.directory.restricted()) {
      const slot = this.read(name);
      if (slot?.state === 'restricted' && !slot.wrapped.equals(nothingWrapped)) return true;
    }
    return false;
  }

  /** Inside the directory's transaction, where no other process writes: the place of a name, and what it holds of it. */
  private placed(name: string): Readonly<{ place: number; held: Slot; isNew: boolean }> {
    const { slot: place, isNew } = this.parts.directory.findOrTake(name);
    return { place, held: isNew ? { state: 'empty', wrapped: nothingWrapped } : this.parts.slots.read(place), isNew };
  }

  /** Inside the directory's transaction. A slot that is empty was lost before it was relied on: another is taken, as it would be written after later ones. */
  private fill(name: string): void {
    const { place, held, isNew } = this.placed(name);
    if (held.state !== 'empty') return;
    const wrapped = this.parts.wrapping.seal(randomBytes(dataKeyBytes), placeOf(name));
    this.parts.slots.write(isNew ? place : this.parts.directory.take(name), { state: 'active', wrapped });
  }
}
