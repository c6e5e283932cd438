import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { newDeadlines } from './deadlines.js';

const turn = () => jest.advanceTimersByTimeAsync(0);

describe('deadlines', () => {
  beforeEach(() => { jest.useFakeTimers(); });
  afterEach(() => { jest.useRealTimers(); });

  it('set no timer for what is over within the turn in which it began', async () => {
    const deadlines = newDeadlines();
    const onLate = jest.fn();
    deadlines.over(deadlines.begin(50, onLate));
    await turn();

    expect(jest.getTimerCount()).toBe(0);
    await jest.advanceTimersByTimeAsync(100);
    expect(onLate).not.toHaveBeenCalled();
  });

  it('set none for what has ended, and begin anew in the next turn', async () => {
    const deadlines = newDeadlines();
    const onLate = jest.fn();
    const waiting = deadlines.begin(50, onLate);
    await turn();
    deadlines.over(waiting);
    expect(jest.getTimerCount()).toBe(0);

    deadlines.begin(50, onLate);
    await jest.advanceTimersByTimeAsync(100);
    expect(onLate).toHaveBeenCalledTimes(1);
  });

  it('tell once of each that is still waited for when its time is over', async () => {
    const deadlines = newDeadlines();
    const late: number[] = [];
    for (const ms of [80, 20, 50]) deadlines.begin(ms, () => { late.push(ms); });
    await jest.advanceTimersByTimeAsync(60);
    expect(late).toEqual([20, 50]);

    await jest.advanceTimersByTimeAsync(200);
    expect(late).toEqual([20, 50, 80]);
  });

  it('end all at once, those of this turn and of earlier ones, and none twice', async () => {
    const deadlines = newDeadlines();
    const late: string[] = [];
    const begin = (name: string) => deadlines.begin(50, () => { late.push(name); });
    begin('earlier');
    deadlines.over(begin('over'));
    await turn();
    begin('now');
    deadlines.endAll();
    expect([...late].sort()).toEqual(['earlier', 'now']);

    deadlines.endAll();
    await jest.advanceTimersByTimeAsync(200);
    expect(late).toHaveLength(2);
  });
});
