/** Blobs in MongoDB's GridFS. */
export { gridfsBlobs, type GridfsBlobsOptions } from './blobs.gridfs.js';
