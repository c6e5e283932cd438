export type { Bus, Handlers } from './bus.port.js';
