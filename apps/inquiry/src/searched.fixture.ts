import { memoryViews, type View } from '@statewire/views';
import type { LastQuery } from './projections/last-queries.projection.js';
import type { Searched } from './search.js';

/** A view of hot files of which nothing was queried before. */
export const searchedIn = async (hotFiles: View): Promise<Searched> => ({ hotFiles, lastQueries: await memoryViews().open<LastQuery>('last-queries', 1) });
