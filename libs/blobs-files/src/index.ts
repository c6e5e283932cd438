/** Blobs as files of a folder. */
export { fileBlobs, type FileBlobsOptions } from './blobs.files.js';
