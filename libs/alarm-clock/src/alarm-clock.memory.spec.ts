import { describe, expect, it } from '@jest/globals';
import { manualClock } from '@statewire/clock';
import { alarmClockContract } from './alarm-clock.contract.js';
import { memoryAlarmClock } from './alarm-clock.memory.js';

alarmClockContract('the in-memory alarm clock', () => {
  const alarms = memoryAlarmClock();
  return Promise.resolve({ alarms, close: () => alarms.close() });
});

describe('the in-memory alarm clock on simulated time', () => {
  const start = '2026-11-21T00:00:00.000Z';
  const turn = () => new Promise<void>((resolve) => { setImmediate(resolve); });

  const onManualTime = () => {
    const clock = manualClock(start);
    const alarms = memoryAlarmClock(clock);
    const rung: string[] = [];
    alarms.onRing((id) => {
      rung.push(`${id} ${clock.now().slice(0, 10)}`);
      return Promise.resolve();
    });
    return { clock, alarms, rung };
  };

  it('rings by the moves of the clock alone, in the order of the instants', async () => {
    const { clock, alarms, rung } = onManualTime();
    await alarms.arm('ninety-days', '2027-02-19T00:00:00.000Z');
    await alarms.arm('ten-days', '2026-12-01T00:00:00.000Z');
    await alarms.arm('five-years', '2031-01-01T00:00:00.000Z');
    await turn();
    expect(rung).toEqual([]);

    clock.moveTo('2026-12-01T00:00:00.000Z');
    await turn();
    expect(rung).toEqual(['ten-days 2026-12-01']);

    clock.moveTo('2031-06-01T00:00:00.000Z');
    await turn();
    expect(rung).toEqual(['ten-days 2026-12-01', 'ninety-days 2031-06-01', 'five-years 2031-06-01']);
  });

  it('does not ring a millisecond early', async () => {
    const { clock, alarms, rung } = onManualTime();
    await alarms.arm('due', '2026-11-22T00:00:00.001Z');
    clock.moveTo('2026-11-22T00:00:00.000Z');
    await turn();
    expect(rung).toEqual([]);

    clock.moveTo('2026-11-22T00:00:00.001Z');
    await turn();
    expect(rung).toHaveLength(1);
  });

  it('rings once though thousands around it are armed and disarmed while it rings', async () => {
    const { clock, alarms } = onManualTime();
    const rung: string[] = [];
    alarms.onRing(async (id) => {
      rung.push(id);
      for (let n = 0; n < 1_000; n += 1) {
        await alarms.arm(`other-${String(n)}`, '2027-01-01T00:00:00.000Z');
        await alarms.disarm(`other-${String(n)}`);
      }
    });
    await alarms.arm('rung', start);
    await turn();
    clock.moveTo('2027-01-01T00:00:00.000Z');
    await turn();

    expect(rung).toEqual(['rung']);
  });
});
