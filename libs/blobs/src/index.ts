/** Bytes too large for a frame, and what stores of them share. */
export type { BlobRef, Blobs } from './blobs.port.js';
export { memoryBlobs } from './blobs.memory.js';
export { packBlob, unpackBlob } from './blob-packing.js';
export { blobRef, damagedBlob, isIntact, missingBlob, takenBlob } from './blob-ref.js';
