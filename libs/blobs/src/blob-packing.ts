import { createHash } from 'node:crypto';
import type { StoreCipher } from '@statewire/keyring/store-cipher';

const digestBytes = 32;
const digest = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();

/** A blob as a store keeps it: its own SHA-256 first, so that a damaged one is told from one with other bytes; then sealed, bound to its id. */
export const packBlob = (id: string, bytes: Uint8Array, cipher: StoreCipher): Uint8Array => cipher.seal(Buffer.concat([digest(bytes), bytes]), Buffer.from(id));

/** The bytes of {@link packBlob}, or undefined when they were damaged, or sealed under another key. */
export const unpackBlob = (id: string, packed: Uint8Array, cipher: StoreCipher): Uint8Array | undefined => {
  let plain: Uint8Array;
  try {
    plain = cipher.open(packed, Buffer.from(id));
  } catch {
    return undefined;
  }
  const bytes = plain.subarray(digestBytes);
  return digest(bytes).equals(plain.subarray(0, digestBytes)) ? bytes : undefined;
};
