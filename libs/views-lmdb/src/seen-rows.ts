const bitsMax = 1 << 23;
/** Beyond so many, one row in fifty would be taken for seen that was not: looking is as cheap then. */
const rowsMax = 600_000;
/** Where in a row its digest begins. */
const digestAt = 1;
const wordBytes = 4;
/** Odd, with bits everywhere: the product of each byte is another one. */
const scattering = 0x9e37_79b1;

/** Which rows may have been written since a store was known to be empty, so that a new record is not looked for in vain. */
export interface SeenRows {
  /** false: it was never written. */
  mayHave(row: Buffer): boolean;
  add(row: Buffer): void;
}

/** For a store that may hold anything. */
export const anyRow: SeenRows = { mayHave: () => true, add: () => undefined };

/** For an empty one. Two bits stand for a row, by its digest, which is as good as chance, and by its last byte, in which neighbours differ. */
export const noRow = (): SeenRows => {
  let bits: Uint8Array | undefined;
  let rows = 0;

  const bitOf = (row: Buffer, word: number): number =>
    (row.readUInt32BE(digestAt + word * wordBytes) ^ Math.imul(row.readUInt8(row.length - 1), scattering)) & (bitsMax - 1);
  const has = (bit: number): boolean => bits !== undefined && ((bits[bit >>> 3] ?? 0) & (1 << (bit & 7))) !== 0;
  const set = (bit: number): void => {
    bits ??= new Uint8Array(bitsMax >>> 3);
    bits[bit >>> 3] = (bits[bit >>> 3] ?? 0) | (1 << (bit & 7));
  };

  return {
    mayHave: (row) => rows > rowsMax || (has(bitOf(row, 0)) && has(bitOf(row, 1))),
    add(row) {
      rows += 1;
      set(bitOf(row, 0));
      set(bitOf(row, 1));
    },
  };
};
