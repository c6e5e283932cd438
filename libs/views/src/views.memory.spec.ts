import { memoryViews } from './views.memory.js';
import { viewsContract } from './views.contract.js';

viewsContract('the in-memory adapter', () => {
  const views = memoryViews();
  return Promise.resolve({ views, reopen: () => Promise.resolve(views), close: () => views.close() });
});
