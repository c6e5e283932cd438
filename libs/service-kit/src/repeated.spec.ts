import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { repeated } from './repeated.js';

describe('work that is repeated', () => {
  beforeEach(() => { jest.useFakeTimers(); });
  afterEach(() => { jest.useRealTimers(); });

  const failures: unknown[] = [];
  const endings: ((failure?: Error) => void)[] = [];
  const work = () => new Promise<void>((resolve, reject) => { endings.push((failure) => { if (failure) reject(failure); else resolve(); }); });
  const begun = () => repeated(work, 1_000, (cause) => { failures.push(cause); });
  beforeEach(() => { for (const list of [failures, endings]) list.length = 0; });

  it('is done every so often, and at once where that is asked for, never beside itself', async () => {
    const { run, stop } = begun();
    const counts = [endings.length];
    for (const act of [run, run, () => { jest.advanceTimersByTime(3_000); }]) {
      act();
      counts.push(endings.length);
    }
    endings[0]?.();
    await jest.advanceTimersByTimeAsync(1_000);
    counts.push(endings.length);
    endings[1]?.();
    await stop();
    await jest.advanceTimersByTimeAsync(5_000);

    expect([...counts, endings.length]).toEqual([0, 1, 1, 1, 2, 2]);
  });

  it('goes on after one that failed, which is told', async () => {
    const { run, stop } = begun();
    run();
    endings[0]?.(new Error('no'));
    await jest.advanceTimersByTimeAsync(1_000);
    endings[1]?.();
    await stop();

    expect([failures, endings.length]).toEqual([[new Error('no')], 2]);
  });

  it('is stopped after the work at hand', async () => {
    const { run, stop } = begun();
    run();
    let isStopped = false;
    const stopped = stop().then(() => { isStopped = true; });
    await jest.advanceTimersByTimeAsync(0);
    const before = isStopped;
    endings[0]?.();
    await stopped;

    expect([before, isStopped]).toEqual([false, true]);
  });
});
