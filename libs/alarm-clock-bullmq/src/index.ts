/** Alarms in Redis, by BullMQ. */
export { bullmqAlarmClock, type BullmqAlarmClockOptions } from './alarm-clock.bullmq.js';
