import { createCipheriv, createDecipheriv } from 'node:crypto';
import { Failure } from '@statewire/kernel';
import type { Sealed } from '@statewire/ledger';
import { nextVector } from './vectors.js';

const algorithm = 'aes-256-gcm';
const tagBytes = 16;

export const dataKeyBytes = 32;

/** AES-256-GCM under a data key, with a fresh random 96-bit vector; `ct` ends with the tag. */
export const sealWith = (key: Uint8Array, kid: string, plain: Uint8Array, aad: Uint8Array): Sealed => {
  const iv = nextVector();
  const cipher = createCipheriv(algorithm, key, iv).setAAD(aad);
  const text = cipher.update(plain);
  // GCM leaves nothing for the end: this only makes the tag.
  cipher.final();
  return { kid, iv: iv.toString('base64url'), ct: Buffer.concat([text, cipher.getAuthTag()]).toString('base64url') };
};

/** Throws Failure `keyring/damaged` when key, vector, text or `aad` are not those it was sealed with. */
export const openWith = (key: Uint8Array, { kid, iv, ct }: Sealed, aad: Uint8Array): Uint8Array => {
  try {
    const bytes = Buffer.from(ct, 'base64url');
    const decipher = createDecipheriv(algorithm, key, Buffer.from(iv, 'base64url'), { authTagLength: tagBytes })
      .setAAD(aad)
      .setAuthTag(bytes.subarray(-tagBytes));
    const plain = decipher.update(bytes.subarray(0, -tagBytes));
    // GCM leaves nothing for the end: this only compares the tag.
    decipher.final();
    return plain;
  } catch (cause) {
    throw new Failure('keyring/damaged', `What was sealed under ${kid} does not open.`, false, { cause });
  }
};
