export type { Ownership } from './ownership.port.js';
