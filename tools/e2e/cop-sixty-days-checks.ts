import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { expected, turnSixtyDays, type Open, type SixtyDays } from './cop-sixty-days.js';
import { startSystem, type System } from './system.js';

/** Each walk crosses a change of Ohio's clocks and the first day of a quarter. */
const WALKS = [
  ['daylight saving time ends', '2026-09-20T08:00:00-04:00'],
  ['daylight saving time begins', '2027-02-20T08:00:00-05:00'],
] as const;

const line = ({ at, lid, words }: Readonly<{ at: string; lid: string; words: string }>): string => `${at} ${lid} ${words}`;

/** What must hold when the clock is turned by sixty days over so many open records. */
export const sixtyDays = (open: Open, timeoutMs: number): void => {
  describe.each(WALKS)('sixty days of the COP file in which %s', (_, clock) => {
    let system: System;
    let days: SixtyDays;
    beforeAll(async () => {
      system = await startSystem({ clock });
      days = await turnSixtyDays(system, open);
    }, timeoutMs);
    afterAll(() => system.remove(), 60_000);

    it('fire every notice of decision D3, once, and no other', () => {
      const model = expected(days.entered, days.to).map(line).sort();
      expect(days.told).toHaveLength(model.length);
      expect(days.told.map(line).sort()).toEqual(model);
    });

    it('fire them in order', () => {
      const instants = days.told.map(({ at }) => at);
      expect(instants).toEqual([...instants].sort());
    });

    it('report the homeland entries to the control room four times a day for a day, all in one', () => {
      const lids = days.entered.filter(({ kind }) => kind === 'homeland').map(({ lid }) => lid);
      expect(days.reports).toHaveLength(4);
      for (const { text } of days.reports) expect(lids.filter((lid) => !text.includes(`LID/${lid}`))).toEqual([]);
    });

    it('list the long-term alerts for the quarter once', () => {
      const lids = days.entered.filter(({ kind }) => kind === 'taylor' || kind === 'blue').map(({ lid }) => lid);
      expect(days.lists).toHaveLength(1);
      expect(lids.filter((lid) => days.lists[0]?.text.includes(`LID/${lid} `) !== true)).toEqual([]);
    });

    it('purge every immediate threat, and nothing else', () => {
      expect(days.left.code).toBe('NO_RECORD');
      expect(days.rest.responses).toHaveLength(Math.min(open.taylor, 100));
    });
  });
};
