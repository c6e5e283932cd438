export * from './calendar.js';
export { manualClock, systemClock, whenMoved, type Clock, type ManualClock } from './clock.js';
