import type { Hash, Instant } from '@statewire/ledger';

/** What is signed, fields in this order (ledger.md's §2.9): the JSON of exactly this object is the signed text. */
export type Seal = Readonly<{
  installation: string;
  ledger: string;
  gen: number;
  partition: number;
  fromSeq: number;
  toSeq: number;
  /** RFC 9162 tree over the commits' 32-byte hashes. */
  merkleRoot: Hash;
  /** SHA-256 of the previous seal's signed JSON text (with signature); empty for the first. */
  previousSeal: Hash | '';
  time: Instant;
  keyId: string;
}>;
/** Ed25519 signature, base64url, as the last field. */
export type SignedSeal = Seal & Readonly<{ signature: string }>;

/** Signs with the installation's key, of which nothing but the public half leaves it. */
export interface SealSigner {
  readonly keyId: string;
  sign(seal: Seal): SignedSeal;
  /** SubjectPublicKeyInfo, PEM. */
  publicKeyPem(): string;
}

/** `other`: seals were kept before that reach as far, and this is none of them. The ledger was put back to an older copy, or rewritten. */
export type Published = 'as-before' | 'other';

/** Copies of the seals, kept away from the ledger. Publishing the same seal again is harmless; after `close` it is Failure `seals/closed`. */
export interface SealSink {
  /** Keeps it, whatever was kept before; durable when it resolves. Failure `seals/unavailable` (canRetry) where it cannot be written. */
  publish(seal: SignedSeal): Promise<Published>;
  /** Every seal in the order of their keeping. Throws Failure `seals/damaged`, which names the place, at what is no seal; those before it were given. */
  list(): AsyncIterable<SignedSeal>;
  close(): Promise<void>;
}
