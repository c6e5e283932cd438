/**
 * The words every other library speaks: instants, actors, faults, decisions.
 * Nothing here does I/O and nothing here knows a file of the manual.
 */
export { boundedQueue } from './bounded-queue.js';
export { FAULT_CODES, type FaultCode, type Fault } from './fault.js';
export { causeOf, Failure, failingAs, hasCode, isFailure } from './failure.js';
export { PassingMap } from './passing-map.js';
export { recent, type Recent } from './recent.js';
export { newSlots, type Slots } from './slots.js';
export type { Actor, Instant, Json, JsonObject } from './values.js';
export { within } from './within.js';
export {
  accept,
  raiseCount,
  reject,
  type Counts,
  type DomainCommand,
  type DomainDecider,
  type DomainDecision,
  type DomainEvent,
  type FoldedEvent,
  type StateDraft,
  type StateReader,
} from './decider.js';
