/** Documents that differ in the last figures of a number lie side by side in an area, at their places there; any other id is an area of its own. */
export type Neighbourhood = Readonly<{ area: string; place: number | undefined }>;

/** A record's number, or a message's in a mailbox; what has fewer figures names no multitude. */
const numbered = /\d{6,15}/;
/**
 * Of a ledger's numbers a partition gives every so many-th, by a power of two in what we run. What it writes together then fills pages of its own, and
 * does not lie between the documents of others.
 */
const strides = 16;
const placesMax = 256;

/**
 * Where a document lies. A view that grows, or is built anew, has records written in the order of their numbers: where they lay
 * anywhere, each would have a page of its own written, and that several times.
 */
export const neighbourhoodOf = (id: string): Neighbourhood => {
  const found = numbered.exec(id);
  if (found === null) return { area: id, place: undefined };
  const [digits] = found;
  const number = Number(digits);
  const step = Math.floor(number / strides);
  const others = `${id.slice(0, found.index)}\n${id.slice(found.index + digits.length)}`;
  // How many figures, too: 0417 and 00417 are two.
  const area = `${String(digits.length)}\n${String(number % strides)}\n${String(Math.floor(step / placesMax))}\n${others}`;
  return { area, place: step % placesMax };
};
