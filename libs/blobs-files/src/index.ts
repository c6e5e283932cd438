/** Blobs as files of a folder. */
export { fileBlobs, fileBlobsReader, type FileBlobsOptions } from './blobs.files.js';
