import { createHash } from 'node:crypto';
import type { BlobCipher } from './blob-cipher.js';

const digestBytes = 32;
const digest = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();

/** A blob as a store keeps it: its own SHA-256 first, so that a damaged one is told from one with other bytes; then sealed. */
export const packBlob = (id: string, bytes: Uint8Array, cipher: BlobCipher): Uint8Array => cipher.seal(id, Buffer.concat([digest(bytes), bytes]));

/** The bytes of {@link packBlob}, or undefined when they were damaged, or sealed under another key. */
export const unpackBlob = (id: string, packed: Uint8Array, cipher: BlobCipher): Uint8Array | undefined => {
  let plain: Uint8Array;
  try {
    plain = cipher.open(id, packed);
  } catch {
    return undefined;
  }
  const bytes = plain.subarray(digestBytes);
  return digest(bytes).equals(plain.subarray(0, digestBytes)) ? bytes : undefined;
};
