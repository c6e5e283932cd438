export type { CourtOrder, KeyRing } from './keyring.port.js';
export { memoryKeyRing } from './keyring.memory.js';
export { sealEvent } from './seal-event.js';
export { kidsOf, openEvent } from './open-event.js';
