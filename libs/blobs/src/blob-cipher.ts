import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/**
 * What a store does to bytes before they reach the disk. `open` throws for bytes that `seal` did not make, or made
 * for another id: a blob moved to another's place is as good as damaged.
 */
export type BlobCipher = Readonly<{ seal(id: string, bytes: Uint8Array): Uint8Array; open(id: string, sealed: Uint8Array): Uint8Array }>;

const algorithm = 'aes-256-gcm';
const ivBytes = 12;
const tagBytes = 16;

/** AES-256-GCM under a store's key (`KeyRing.storeKey`): iv, ciphertext, tag; the id is authenticated with it. */
export const blobCipher = (key: Uint8Array): BlobCipher => ({
  seal: (id, bytes) => {
    const iv = randomBytes(ivBytes);
    const cipher = createCipheriv(algorithm, key, iv).setAAD(Buffer.from(id));
    return Buffer.concat([iv, cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
  },
  open: (id, sealed) => {
    if (sealed.length < ivBytes + tagBytes) throw new Error('too short');
    const decipher = createDecipheriv(algorithm, key, sealed.subarray(0, ivBytes), { authTagLength: tagBytes })
      .setAAD(Buffer.from(id))
      .setAuthTag(sealed.subarray(sealed.length - tagBytes));
    return Buffer.concat([decipher.update(sealed.subarray(ivBytes, sealed.length - tagBytes)), decipher.final()]);
  },
});
