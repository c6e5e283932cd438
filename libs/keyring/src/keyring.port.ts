import type { Sealed } from '@statewire/ledger';

/** The court order under which a key is restricted or destroyed; no person is named. */
export type CourtOrder = Readonly<{ number: string; court: string; by: string }>;

/**
 * Data keys, one a record (`kid` is the record's stream, the journal's day, ...), kept outside the ledger.
 * Losing the keyring is losing the data; destroying one key is the lawful way to forget one record.
 * `ensure` and `load` may do I/O; `seal` and `open` are synchronous, because a whole batch is framed at once.
 */
export interface KeyRing {
  /** Makes what is missing and returns when every one of these keys is durable and at hand. Never revives a destroyed key. */
  ensure(kids: Iterable<string>): Promise<void>;
  /** Brings keys to hand for `open`; those that do not exist are passed over. */
  load(kids: Iterable<string>): Promise<void>;
  /** AES-256-GCM under the data key. Throws Failure `keyring/no-key` when the key was not ensured, or was destroyed. */
  seal(kid: string, plain: Uint8Array, aad: Uint8Array): Sealed;
  /** Throws Failure `keyring/no-key` for a key that never was or is not at hand, `keyring/damaged` when the tag does not fit. */
  open(sealed: Sealed, aad: Uint8Array): Uint8Array | 'destroyed' | 'restricted';
  /** A stable 32-byte key for a store's own encryption at rest, made at first use. */
  storeKey(name: string): Promise<Uint8Array>;
  restrict(kid: string, order: CourtOrder): Promise<void>;
  destroy(kid: string, order: CourtOrder): Promise<void>;
  close(): Promise<void>;
}
