import type { Sealed } from '@statewire/ledger';

/** The court order under which a key is restricted or destroyed; no person is named. */
export type CourtOrder = Readonly<{ number: string; court: string; by: string }>;

/**
 * Data keys, one a record (`kid` is the record's stream, the journal's day, ...), kept outside the ledger.
 * Losing the keyring is losing the data; destroying one key is the lawful way to forget one record (nothing in the product does it yet).
 * `ensure` and `load` may do I/O; `seal` and `open` are synchronous, because a whole batch is framed at once.
 * A stored key that does not open is Failure `keyring/damaged`, from whichever call needs it.
 */
export interface KeyRing {
  /**
   * Makes what is missing and returns when every one of these keys is durable and at hand. Never revives a destroyed
   * or restricted key, and says nothing of it: `seal` does. Failure `keyring/no-room` (canRetry) where one is missing and the disk is nearly full: none was made.
   */
  ensure(kids: Iterable<string>): Promise<void>;
  /** Brings keys to hand for `open`; those that do not exist are passed over. */
  load(kids: Iterable<string>): Promise<void>;
  /** AES-256-GCM under the data key. Throws Failure `keyring/no-key` when the key was not ensured, or was destroyed or restricted. */
  seal(kid: string, plain: Uint8Array, aad: Uint8Array): Sealed;
  /** Throws Failure `keyring/no-key` for a key that never was or is not at hand, `keyring/damaged` when the tag does not fit. */
  open(sealed: Sealed, aad: Uint8Array): Uint8Array | 'destroyed' | 'restricted';
  /** A stable 32-byte key for a store's own encryption at rest, made at first use, durable when it resolves. Failure `keyring/no-room` as in `ensure`. */
  storeKey(name: string): Promise<Uint8Array>;
  /**
   * From here on the key neither seals nor opens, and `open` says `restricted`; it is kept, for the court alone. Done once it resolves: it is on
   * the disk, and this process has forgotten the key. Another process that had it at hand uses it for up to five minutes more. A key that never
   * was is restricted before it is made; a destroyed one stays destroyed.
   */
  restrict(kid: string, order: CourtOrder): Promise<void>;
  /**
   * As `restrict`, but the key itself is overwritten, for ever: `open` says `destroyed`. Copies of the keyring's folder still hold it.
   * May be repeated, and come before the key was ever made.
   */
  destroy(kid: string, order: CourtOrder): Promise<void>;
  close(): Promise<void>;
}
