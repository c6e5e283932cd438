/** Rings when an instant has come; the schedule itself lies in the ledgers. */
export type { AlarmClock } from './alarm-clock.port.js';
export { memoryAlarmClock } from './alarm-clock.memory.js';
export { ringAgainAfterMs, ringsAtMs } from './alarm-times.js';
