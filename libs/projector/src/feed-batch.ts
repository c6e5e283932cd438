import type { ChainState, Commit, StoredEvent } from '@statewire/ledger';

/**
 * A commit as it was read. Its body is the `line` that lies in the log until a follower needs it decoded; then `sealed` holds its
 * events as they lie there, as long as nobody needs what is sealed in them, and `body` has them without. Both once, for all who are given it.
 */
export type ReadCommit = Omit<Commit, 'body'> & {
  line?: Uint8Array | undefined;
  body?: Commit['body'] | undefined;
  sealed?: readonly StoredEvent[] | undefined;
};

/**
 * Commits in order, and where the reader stands after them: void records move it too, and a second look at what lies
 * behind its head moves it back. `session` is the driver's, in which the log was last seen to hold that head.
 */
export type ReadBatch = Readonly<{ commits: readonly ReadCommit[]; state: ChainState; session: number | undefined }>;
export type Place = Pick<ReadBatch, 'state' | 'session'>;
/** The same as a follower is given it: decoded, and opened as far as it asked for. */
export type FeedBatch = Place & Readonly<{ commits: readonly Commit[] }>;
