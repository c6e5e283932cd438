import { createHash } from 'node:crypto';
import { Failure } from '@statewire/kernel';
import type { BlobRef } from './blobs.port.js';

/** Ids sort alike as UTF-16 and as bytes, and can name a file: printable ASCII, a letter or digit first. */
const BLOB_ID = /^[A-Za-z0-9][\w.:@#+/-]{0,119}$/;

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('base64url');

/** Failure `blobs/bad-id` for an id no store could keep. */
export const blobRef = (id: string, bytes: Uint8Array): BlobRef => {
  if (!BLOB_ID.test(id)) throw new Failure('blobs/bad-id', 'A blob id is up to 120 letters, digits and . : @ # + / _ - with a letter or digit first.', false);
  return { id, length: bytes.length, sha256: sha256(bytes) };
};

/** Whether the bytes are those of the reference, by length and SHA-256. */
export const isIntact = (bytes: Uint8Array, ref: BlobRef): boolean => bytes.length === ref.length && sha256(bytes) === ref.sha256;

/** Failure `blobs/missing`: the id has no bytes, or has them no more. Not canRetry, like the two below. */
export const missingBlob = (id: string): Failure => new Failure('blobs/missing', `There is no blob ${id}.`, false);
/** Failure `blobs/damaged`: what is stored does not open, or is not what the reference says. The right bytes, put again, heal it. */
export const damagedBlob = (id: string, cause?: unknown): Failure => new Failure('blobs/damaged', `The bytes of blob ${id} are not those that were put.`, false, { cause });
/** Failure `blobs/taken`: other bytes were put under the id before. */
export const takenBlob = (id: string): Failure => new Failure('blobs/taken', `Blob ${id} has other bytes already.`, false);
