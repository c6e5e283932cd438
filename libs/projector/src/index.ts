/**
 * Following ledgers: whoever answers a question or reacts to an event reads the chain itself, judges every record by
 * the one rule, and never skips what it does not understand.
 */
export type { Alarms } from './alarms.js';
export type { Documents } from './batch-documents.js';
export { follower, type FollowerOptions } from './follower.js';
export { knownEvents, type EventSchema, type KnownEvents, type Upcast } from './known-events.js';
export { ledgerFeed, type LedgerFeed, type LedgerFeedOptions } from './ledger-feed.js';
export type { Opening } from './open-commits.js';
export type { Following } from './progress.js';
export { projector, type Projection, type ProjectorOptions } from './projector.js';
export { reaction, type ReactionOptions } from './reaction.js';
