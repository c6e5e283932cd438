import type { Instant } from '@statewire/kernel';

/** What is remembered of a decided command; the rest is read back from the log at `offset`. */
export type Decided = Readonly<{ seq: number; out: 'accepted' | 'rejected'; offset: bigint; at: Instant }>;
