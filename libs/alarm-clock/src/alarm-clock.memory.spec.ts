import { alarmClockContract } from './alarm-clock.contract.js';
import { memoryAlarmClock } from './alarm-clock.memory.js';

alarmClockContract('the in-memory alarm clock', () => {
  const alarms = memoryAlarmClock();
  return Promise.resolve({ alarms, close: () => alarms.close() });
});
