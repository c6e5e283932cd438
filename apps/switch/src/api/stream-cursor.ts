import type { ChainState } from '@statewire/ledger';

/** Where a subscriber stands in each partition; `skip` events of the commit after that place were sent already. */
export type Place = Readonly<{ state: ChainState; skip: number }>;

const HASH = /^[\w-]{43}$/;
const isCount = (value: unknown): value is string => typeof value === 'string' && /^-?\d{1,19}$/.test(value);

/** The opaque `id` of a stream's events: good for going on at exactly the next event, whatever happened meanwhile. */
export const cursorText = (places: readonly Place[]): string =>
  Buffer.from(
    JSON.stringify(places.map(({ state, skip }) => [String(state.next), state.seq, state.head, String(state.headOffset), skip])),
  ).toString('base64url');

const placeOf = (value: unknown): Place | undefined => {
  if (!Array.isArray(value) || value.length !== 5) return undefined;
  const [next, seq, head, headOffset, skip] = value as readonly unknown[];
  if (!isCount(next) || !isCount(headOffset) || typeof head !== 'string' || !HASH.test(head)) return undefined;
  if (!Number.isSafeInteger(seq) || !Number.isSafeInteger(skip) || Number(seq) < 0 || Number(skip) < 0) return undefined;
  return { state: { next: BigInt(next), seq: Number(seq), head, headOffset: BigInt(headOffset) }, skip: Number(skip) };
};

/** Reads a cursor back; undefined when it is none, or one of another number of partitions. */
export const parseCursor = (text: string, partitions: number): readonly Place[] | undefined => {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    if (!Array.isArray(value) || value.length !== partitions) return undefined;
    const places = value.map(placeOf);
    return places.every((place) => place !== undefined) ? places : undefined;
  } catch {
    return undefined;
  }
};
