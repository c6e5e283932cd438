import type { Actor, Fault, Instant, JsonObject } from '@statewire/kernel';
import type { CommandId, Hash, Position } from './identity.js';

/** Base64url; `ct` ends with the 16-byte GCM tag. */
export type Sealed = Readonly<{ kid: string; iv: string; ct: string }>;

/** An event as it lies in a commit's body. `d` is public, `x` holds every personal field and every free text. */
export type StoredEvent = Readonly<{ t: string; tv: number; s: string; sv: number; d: JsonObject; x?: Sealed }>;

/** What a decider gives: `p` is sealed under `kid` (default: the stream `s`) before it is framed. */
export type NewEvent = Readonly<{ t: string; tv: number; s: string; d: JsonObject; p?: JsonObject; kid?: string }>;

/** What folds and projections see: `p` is open, or says why it cannot be. */
export type OpenedEvent = Readonly<{
  t: string;
  tv: number;
  s: string;
  sv: number;
  d: JsonObject;
  p?: JsonObject | 'destroyed' | 'restricted';
}>;

/** Line 1 of a frame. `cmd` is absent for barriers and seals; `k` is the home key, empty for them. */
export type CommitHead = Readonly<{
  v: 1;
  prev: Hash;
  seq: number;
  w: string;
  at: Instant;
  cmd?: CommandId;
  k: string;
  n: number;
  bh: Hash;
}>;

/** Line 2 of a frame. */
export type CommitBody = Readonly<{
  by: Actor;
  /** Version of the catalogue that judged it. */
  cv: string;
  /** `<mri>@<terminal>` of the transmission that began it all. */
  corr?: string;
  /** Of frame v1, and read; no writer gives it: the id of a command that a commit caused begins with that commit's position. */
  caus?: string;
  out: 'accepted' | 'rejected';
  faults?: readonly Fault[];
  ev: readonly StoredEvent[];
}>;

/** A valid commit, decoded and opened. */
export type Commit = Readonly<{
  head: CommitHead;
  hash: Hash;
  position: Position;
  offset: bigint;
  body: Omit<CommitBody, 'ev'> & Readonly<{ ev: readonly OpenedEvent[] }>;
}>;

/** All a reader must remember of a partition: forty bytes decide whether the next record counts. */
export type ChainState = Readonly<{ next: bigint; seq: number; head: Hash; headOffset: bigint }>;
