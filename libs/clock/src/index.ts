export * from './calendar.js';
export { manualClock, systemClock, type Clock, type ManualClock } from './clock.js';
