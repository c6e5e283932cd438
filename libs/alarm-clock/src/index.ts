export type { AlarmClock } from './alarm-clock.port.js';
