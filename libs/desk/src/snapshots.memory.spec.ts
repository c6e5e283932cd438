import { snapshotStoreContract } from './snapshots.contract.js';
import { memorySnapshots } from './snapshots.memory.js';

snapshotStoreContract('the in-memory snapshot store', () => {
  const store = memorySnapshots();
  return Promise.resolve({ store, close: () => store.close() });
});
