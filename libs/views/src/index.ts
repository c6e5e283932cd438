export type { View, ViewChange, ViewDocument, Views } from './views.port.js';
export { memoryViews } from './views.memory.js';
