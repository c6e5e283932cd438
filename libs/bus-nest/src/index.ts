/** The bus between processes, over Nest's TCP transport. */
export { nestBus, type NestBus, type NestBusOptions } from './bus.nest.js';
export type { Address } from './bus-link.js';
