import { describe, expect, it } from '@jest/globals';
import { addDays, addMonths, addDuration, isDate, ohioDate, ohioInstant, ohioText, ohioTime, parseInstant, weekdayOf } from './calendar.js';
import { manualClock, systemClock, whenMoved } from './clock.js';

describe('a weekday', () => {
  it.each([['20261206', 0], ['20261124', 2], ['20261205', 6], ['20240229', 4]])('of %s is %d', (date, day) => { expect(weekdayOf(date)).toBe(day); });
});

describe('the Ohio calendar', () => {
  it('names the local day of an instant', () => {
    expect(ohioDate('2026-11-21T04:59:59.999Z')).toBe('20261120');
    expect(ohioDate('2026-11-21T05:00:00.000Z')).toBe('20261121');
  });

  it('places a local time on the line of instants, in winter and in summer', () => {
    expect(ohioInstant('20270218', '0005')).toBe('2027-02-18T05:05:00.000Z');
    expect(ohioInstant('20260704', '0005')).toBe('2026-07-04T04:05:00.000Z');
  });

  it('takes the next existing time when the clocks skip one', () => {
    expect(ohioInstant('20260308', '0230')).toBe('2026-03-08T07:30:00.000Z');
  });

  it('counts a day as a calendar day and hours as elapsed time across the change of clocks', () => {
    expect(addDuration('2026-03-07T13:00:00.000Z', 'P1D')).toBe('2026-03-08T12:00:00.000Z');
    expect(addDuration('2026-03-07T13:00:00.000Z', 'PT24H')).toBe('2026-03-08T13:00:00.000Z');
  });

  it.each(['', 'P', 'PT', '48H', 'P1X', '-P1D', 'P1.5D'])('refuses %p as a duration', (text) => {
    expect(() => addDuration('2026-03-07T13:00:00.000Z', text)).toThrow('ISO 8601');
  });

  it('refuses a duration that leads beyond the year 9999, where instants would no longer sort as text', () => {
    expect(addDuration('2026-03-07T13:00:00.000Z', 'P7973Y')).toBe('9999-03-07T13:00:00.000Z');
    expect(() => addDuration('2026-03-07T13:00:00.000Z', 'P7974Y')).toThrow('not beyond the year 9999');
  });

  it('knows which eight digits are a day', () => {
    expect([isDate('20240229'), isDate('20230229'), isDate('2024022'), isDate('20241301')]).toEqual([true, false, false, false]);
  });

  it('agrees hour by hour with the zone itself, also on the days on which the clocks change', () => {
    for (const day of ['2026-03-08', '2026-07-04', '2026-11-01', '2026-12-31']) {
      for (let hour = 0; hour < 24; hour++) {
        const instant = `${day}T${String(hour).padStart(2, '0')}:30:00.000Z`;
        const shown = new Intl.DateTimeFormat('sv-SE', { timeZone: 'America/New_York', dateStyle: 'short', timeStyle: 'medium' }).format(new Date(instant));
        expect(ohioText(instant).slice(0, 19).replace('T', ' ')).toBe(shown);
        expect(`${ohioDate(instant)} ${ohioTime(instant)}`).toBe(shown.replaceAll('-', '').replaceAll(':', '').slice(0, 13));
        expect(parseInstant(ohioText(instant))).toBe(instant);
      }
    }
  });

  it('adds months, to the last day of a month that is shorter', () => {
    expect([['20260131', 1], ['20240131', 1], ['20261115', 3], ['20260331', -13]].map(([date, months]) => addMonths(String(date), Number(months))))
      .toEqual(['20260228', '20240229', '20270215', '20250228']);
  });

  it('adds days over the end of a year', () => {
    expect(addDays('20261231', 1)).toBe('20270101');
  });

  it('writes instants with the offset of the day and reads them back', () => {
    expect(ohioText('2026-11-20T13:00:00.000Z')).toBe('2026-11-20T08:00:00-05:00');
    expect(parseInstant('2026-11-20T08:00:00-05:00')).toBe('2026-11-20T13:00:00.000Z');
    expect(parseInstant('2026-11-20t13:00:00z')).toBe('2026-11-20T13:00:00.000Z');
    for (const text of ['2026-11-20 08:00', '2026-11-20T24:00:00Z']) expect(parseInstant(text)).toBeUndefined();
    expect(parseInstant('2026-02-30T08:00:00Z')).toBeUndefined();
    for (const text of ['2026-11-20T08:00:00+99:99', '2026-11-20T08:00:00+24:00', '9999-12-31T23:59:59-05:00']) expect(parseInstant(text)).toBeUndefined();
    expect(parseInstant('9999-12-31T23:59:59Z')).toBe('9999-12-31T23:59:59.000Z');
  });
});

describe('a simulated clock', () => {
  it('never goes back', () => {
    const clock = manualClock('2026-11-20T13:00:00.000Z');
    clock.moveTo('2026-11-20T14:00:00.000Z');
    clock.moveTo('2026-11-20T13:30:00.000Z');
    expect(clock.now()).toBe('2026-11-20T14:00:00.000Z');
  });

  it('tells of every move until it is told to end, and of nothing else', () => {
    const clock = manualClock('2026-11-20T13:00:00.000Z');
    const heard: string[] = [];
    const end = whenMoved(clock, (now) => heard.push(now));
    clock.moveTo('2026-11-20T14:00:00.000Z');
    clock.moveTo('2026-11-20T13:30:00.000Z');
    end();
    clock.moveTo('2026-11-20T15:00:00.000Z');

    expect(heard).toEqual(['2026-11-20T14:00:00.000Z']);
    expect(whenMoved(systemClock(), (now) => heard.push(now))()).toBeUndefined();
  });
});
