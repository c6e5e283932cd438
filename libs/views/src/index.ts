export type { View, ViewChange, ViewDocument, Views } from './views.port.js';
