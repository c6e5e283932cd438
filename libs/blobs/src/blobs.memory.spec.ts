import { blobsContract } from './blobs.contract.js';
import { memoryBlobs } from './blobs.memory.js';

blobsContract('the in-memory store', () => {
  const blobs = memoryBlobs();
  return Promise.resolve({ blobs, close: () => blobs.close() });
});
