import type { ChainState } from '@statewire/ledger';

/** Where a subscriber stands in each partition; `skip` events of the commit after that place were sent already. */
export type Place = Readonly<{ state: ChainState; skip: number }>;

const HASH = /^[\w-]{43}$/;
const isCount = (value: unknown): value is string => typeof value === 'string' && /^-?\d{1,19}$/.test(value);

const MARK_MAX = 64;
const isMark = (value: unknown): boolean => typeof value === 'string' && value.length <= MARK_MAX;

/**
 * The opaque `id` of a stream's events: good for going on at exactly the next event, whatever happened meanwhile. `mark` says
 * which event it is: two that come at the same places, to subscribers who began at others, are two.
 */
export const cursorText = (places: readonly Place[], mark: string): string =>
  Buffer.from(
    JSON.stringify([...places.map(({ state, skip }) => [String(state.next), state.seq, state.head, String(state.headOffset), skip]), mark]),
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
    if (!Array.isArray(value)) return undefined;
    // Those that were given out before events had marks have none.
    const marks = value.slice(partitions);
    if (value.length < partitions || marks.length > 1 || !marks.every(isMark)) return undefined;
    const places = value.slice(0, partitions).map(placeOf);
    return places.every((place) => place !== undefined) ? places : undefined;
  } catch {
    return undefined;
  }
};
