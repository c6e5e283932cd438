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

    it('list each long-term alert for the quarter once, in as many parts as the list fills', () => {
      const lids = days.entered.filter(({ kind }) => kind === 'taylor' || kind === 'blue').map(({ lid }) => lid);
      const listed = days.lists.flatMap(({ text }) => [...text.matchAll(/LID\/(\S+) /g)].map(([, lid]) => lid));
      expect(listed.sort()).toEqual([...lids].sort());
      const parts = days.lists.map(({ text }) => /PART (\d+ OF \d+)/.exec(text)?.[1] ?? '1 OF 1');
      expect(parts).toEqual(days.lists.map((_mail, n) => `${String(n + 1)} OF ${String(days.lists.length)}`));
      expect(new Set(days.lists.map(({ mri }) => mri)).size).toBe(days.lists.length);
    });

    it('purge every immediate threat, and nothing else', () => {
      expect(days.left.code).toBe('NO_RECORD');
      expect(days.rest.responses).toHaveLength(Math.min(open.taylor, 100));
    });
  });
};
