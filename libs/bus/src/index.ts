/** Questions and commands between services, in one process or over the network. */
export type { Bus, Handlers } from './bus.port.js';
export { memoryBus, type MemoryBusOptions } from './bus.memory.js';
export { newDeadlines, type Deadlines, type Waiting } from './deadlines.js';
export {
  asFailure,
  failureFromWire,
  failureToWire,
  isFailureOnTheWire,
  timedOut,
  unavailable,
  type FailureOnTheWire,
} from './bus.codec.js';
