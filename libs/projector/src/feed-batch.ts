import type { ChainState, Commit, StoredEvent } from '@statewire/ledger';

/**
 * A commit as it was read: `sealed` holds its events as they lie in the log, as long as nobody in the process has needed
 * what is sealed in them, and `body` has them without. Opened once, for all who are given it.
 */
export type ReadCommit = Omit<Commit, 'body'> & { body: Commit['body']; sealed?: readonly StoredEvent[] | undefined };

/**
 * Commits in order, and where the reader stands after them: void records move it too, and a second look at what lies
 * behind its head moves it back. `session` is the driver's, in which the log was last seen to hold that head.
 */
export type FeedBatch = Readonly<{ commits: readonly ReadCommit[]; state: ChainState; session: number | undefined }>;
export type Place = Pick<FeedBatch, 'state' | 'session'>;
