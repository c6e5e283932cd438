export type { BlobRef, Blobs } from './blobs.port.js';
