/** Which instance of a service should write which partition. */
export type { Ownership } from './ownership.port.js';
export { memoryOwnership, type OwnershipRoom } from './ownership.memory.js';
export { isSameSet, ownerAmong, partitionsOf } from './rendezvous.js';
