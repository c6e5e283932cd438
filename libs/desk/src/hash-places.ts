const slotsMin = 256;
/** Of ten slots so many may be taken before there are twice as many: beyond, looking takes too long. */
const takenOfTenMax = 7;
const free = -1;
const given = -2;

/**
 * Numbers by 32-bit hashes, several to a hash: millions of them, in eight bytes and some each. What has the same hash
 * is for the caller to tell apart.
 */
export class HashPlaces {
  #hashes = new Int32Array(slotsMin);
  #numbers = new Int32Array(slotsMin).fill(free);
  /** Slots that are or were in use: looking stops at one that never was. */
  #taken = 0;
  /** Pairs held. */
  #held = 0;

  /** The numbers of a hash, in no order. */
  of(hash: number): readonly number[] {
    const found: number[] = [];
    for (let slot = this.#first(hash); this.#numbers[slot] !== free; slot = this.#next(slot)) {
      if (this.#hashes[slot] === hash && this.#numbers[slot] !== given) found.push(this.#numbers[slot] ?? 0);
    }
    return found;
  }

  /** `number` is 0 to 2^31 - 1; a pair that is held already is not held twice. */
  add(hash: number, number: number): void {
    let slot = this.#first(hash);
    for (; this.#numbers[slot] !== free; slot = this.#next(slot)) if (this.#hashes[slot] === hash && this.#numbers[slot] === number) return;
    this.#hashes[slot] = hash;
    this.#numbers[slot] = number;
    this.#held += 1;
    this.#taken += 1;
    if (this.#taken * 10 > this.#numbers.length * takenOfTenMax) this.#rebuild();
  }

  remove(hash: number, number: number): void {
    for (let slot = this.#first(hash); this.#numbers[slot] !== free; slot = this.#next(slot)) {
      if (this.#hashes[slot] !== hash || this.#numbers[slot] !== number) continue;
      this.#numbers[slot] = given;
      this.#held -= 1;
      return;
    }
  }

  #first(hash: number): number {
    return hash & (this.#numbers.length - 1);
  }

  #next(slot: number): number {
    return (slot + 1) & (this.#numbers.length - 1);
  }

  /** In as many slots as what is held needs, without those that were given back. */
  #rebuild(): void {
    const [hashes, numbers] = [this.#hashes, this.#numbers];
    let slots = slotsMin;
    while (this.#held * 20 > slots * takenOfTenMax) slots *= 2;
    this.#hashes = new Int32Array(slots);
    this.#numbers = new Int32Array(slots).fill(free);
    this.#held = 0;
    this.#taken = 0;
    for (const [slot, number] of numbers.entries()) if (number >= 0) this.add(hashes[slot] ?? 0, number);
  }
}
