import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { silentLog } from './log.js';
import { tellEveryMs, tellProgress, type LedgerReader } from './start-progress.js';

const reader = (name: string, at: number) => {
  const made = { name, at, done: () => made.at, all: () => Promise.resolve(900) };
  return made;
};

describe('a long start', () => {
  beforeEach(() => { jest.useFakeTimers(); });
  afterEach(() => { jest.useRealTimers(); });

  it('says now and then who reads which ledger and how far it is, until it is told that it is over', async () => {
    const said: unknown[] = [];
    const desk = reader('desk vehicles', 0);
    const end = tellProgress([desk, reader('desk cop', 900), reader('view record-search', 5)], { ...silentLog, warn: (...line) => { said.push(line); } });
    expect(said).toEqual([]);
    for (const at of [300, 600]) {
      desk.at = at;
      await jest.advanceTimersByTimeAsync(tellEveryMs);
    }
    expect(said).toEqual(['300', '600'].map((at) => ['still starting: ledgers are read', { 'desk vehicles': `${at} of 900 commits`, 'view record-search': '5 of 900 commits' }]));

    end();
    await jest.advanceTimersByTimeAsync(tellEveryMs);
    expect(said).toHaveLength(2);
  });

  it('says nothing when all is read, or a log cannot be asked', async () => {
    const said: unknown[] = [];
    const lost: LedgerReader = { ...reader('desk chl', 0), all: () => Promise.reject(new Error('lost')) };
    const log = { ...silentLog, warn: (...line: unknown[]) => { said.push(line); } };
    const ends = [tellProgress([reader('desk cop', 900)], log), tellProgress([lost], log)];
    await jest.advanceTimersByTimeAsync(tellEveryMs);
    ends.forEach((end) => { end(); });
    expect(said).toEqual([]);
  });
});
