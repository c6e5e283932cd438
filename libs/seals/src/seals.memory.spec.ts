import { sealsContract } from './seals.contract.js';
import { memorySeals } from './seals.memory.js';

sealsContract('the in-memory keeper', () => {
  const sink = memorySeals();
  return Promise.resolve({ sink, close: () => sink.close() });
});
