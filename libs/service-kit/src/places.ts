import type { ChainState } from '@statewire/ledger';
import type { Following, LedgerFeed } from '@statewire/projector';
import type { View } from '@statewire/views';

/** Where a view stands in a partition, as the bus carries it; null where it has read nothing yet. */
type PlaceTold = Readonly<{ next: string; seq: number; head: string; headOffset: string }> | null;

/** Answer to pattern `places`: a place for each partition of the ledger that was asked for. */
export type PlacesAnswer = Readonly<{ places: readonly PlaceTold[] }>;

const placeTold = (state: ChainState | undefined): PlaceTold =>
  state === undefined ? null : { ...state, next: String(state.next), headOffset: String(state.headOffset) };

/** The place as it was told; undefined where there is none. */
export const placeRead = (told: PlaceTold | undefined): ChainState | undefined =>
  told === undefined || told === null ? undefined : { next: BigInt(told.next), seq: told.seq, head: told.head, headOffset: BigInt(told.headOffset) };

/** Where a view stands in each partition of a ledger that it shows, once it shows all that the log held when this was asked. */
export const placesShown = async ({ parts }: Pick<LedgerFeed, 'parts'>, view: Pick<View, 'checkpoint'>, projecting: Pick<Following, 'caughtUp'>): Promise<PlacesAnswer> => {
  await projecting.caughtUp();
  const states = await Promise.all(parts.map((part) => view.checkpoint(part)));
  return { places: states.map(placeTold) };
};
