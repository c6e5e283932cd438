/** Messages of a mailbox that follow each other, by the first and the last number. */
export type Stretch = readonly [from: number, upTo: number];

/** A mailbox: the number of its last message and of the last one handed over; what was skipped before that, oldest first. */
export type Box = Readonly<{ seq: number; delivered: number; skipped?: readonly Stretch[] }>;

/** Who skips more often has not been handed the oldest of it, whatever is read later. */
const SKIPPED_MAX = 100;

const stretch = (from: number, upTo: number): readonly Stretch[] => (from > upTo ? [] : [[from, upTo]]);
const within = ([from, upTo]: Stretch, [first, last]: Stretch): readonly Stretch[] => stretch(Math.max(from, first), Math.min(upTo, last));
const without = ([from, upTo]: Stretch, [first, last]: Stretch): readonly Stretch[] => [...stretch(from, Math.min(upTo, first - 1)), ...stretch(Math.max(from, last + 1), upTo)];

export const isWithin = ([from, upTo]: Stretch, other: Stretch | undefined): boolean => other !== undefined && from >= other[0] && upTo <= other[1];

/** Both as one where they meet, else the first. */
export const joined = ([from, upTo]: Stretch, other: Stretch | undefined): Stretch =>
  other === undefined || from > other[1] + 1 || upTo < other[0] - 1 ? [from, upTo] : [Math.min(from, other[0]), Math.max(upTo, other[1])];

/** What nobody was handed before. */
const waiting = ({ delivered, skipped = [] }: Box, upTo: number): readonly Stretch[] => [...skipped, ...stretch(delivered + 1, upTo)];

/** Of messages that are handed over those that were not before. */
export const firstHandedOver = (box: Box, handed: Stretch): readonly Stretch[] => waiting(box, handed[1]).flatMap((each) => within(each, handed));

/** The mailbox once these were handed over. */
export const handedOver = (box: Box, handed: Stretch): Box => {
  const skipped = waiting(box, handed[1]).flatMap((each) => without(each, handed)).slice(-SKIPPED_MAX);
  return { seq: box.seq, delivered: Math.max(box.delivered, handed[1]), ...(skipped.length === 0 ? {} : { skipped }) };
};
