import { keyRingContract } from './keyring.contract.js';
import { memoryKeyRing } from './keyring.memory.js';

keyRingContract('the in-memory key ring', () => {
  const ring = memoryKeyRing();
  return Promise.resolve({ ring, beside: () => Promise.resolve(ring), reopen: () => Promise.resolve(ring), close: () => ring.close() });
});
