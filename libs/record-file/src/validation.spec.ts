import { describe, expect, it } from '@jest/globals';
import { addDays, ohioDate, ohioInstant } from '@statewire/clock';
import type { Instant } from '@statewire/kernel';
import fc from 'fast-check';
import type { FileRules, ValidationRule } from './file-rules.js';
import { YEARLY_VALIDATION } from './files/yearly-validation.js';
import { historyOf } from './history.fixture.js';
import { knowledge, message, NIC, OWNER, partRules, towedRules } from './part.fixture.js';
import { recordDecider } from './record.decider.js';
import { recordView, VALIDATION_CLOCK } from './record.js';
import { firstListed, listDays, openLists, validationDue } from './validation.js';

const at = (date: string, time = '1200'): Instant => ohioInstant(date, time);
const listOf = (rule: ValidationRule, date: string): string | undefined => firstListed(rule, {} as never, at(date));
const rule = (listed: ValidationRule['first'][number]['listed']): ValidationRule => ({ first: [{ listed }], unanswered: 'removed' });

describe('the days of a validation list', () => {
  it.each([
    ['202702', { available: '20270207', due: '20270215', told: '20270216', closed: '20270401' }],
    // A month that begins with a Saturday, and one that begins with a Sunday.
    ['202608', { available: '20260802', due: '20260815', told: '20260816', closed: '20261001' }],
    ['202611', { available: '20261108', due: '20261115', told: '20261116', closed: '20270101' }],
    ['202612', { available: '20261206', due: '20261215', told: '20261216', closed: '20270201' }],
  ])('of %s', (month, days) => {
    expect(listDays(month)).toEqual(days);
  });

  it('agree day by day with a calendar that is leafed through', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2024, max: 2032 }), fc.integer({ min: 1, max: 12 }), (year, month) => {
        const name = `${String(year)}${String(month).padStart(2, '0')}`;
        let day = `${name}01`;
        while (new Intl.DateTimeFormat('en-US', { weekday: 'long', timeZone: 'America/New_York' }).format(new Date(at(day))) !== 'Saturday') day = addDays(day, 1);
        expect(listDays(name).available).toBe(addDays(day, 1));
        let [closed, months] = [`${name}01`, 0];
        while (months < 2) {
          closed = addDays(closed, 1);
          if (closed.endsWith('01')) months += 1;
        }
        expect(listDays(name).closed).toBe(closed);
      }),
    );
  });

  it('leave a list open from its Sunday, 00:05, until it is closed', () => {
    expect(openLists(at('20270207', '0004'))).toEqual(['202701']);
    expect(openLists(at('20270207', '0005'))).toEqual(['202701', '202702']);
    expect(openLists(at('20270228', '2359'))).toEqual(['202701', '202702']);
    expect(openLists(at('20270301', '0000'))).toEqual(['202702']);
  });
});

describe('the list on which a record comes first', () => {
  it('is that of the third month after its entry: what is entered in January comes in April', () => {
    expect(['20260101', '20260131', '20261130', '20261231'].map((date) => listOf(YEARLY_VALIDATION, date))).toEqual(['202604', '202604', '202702', '202703']);
  });

  it('is the first that is there after thirty days, where the rule says days', () => {
    expect(['20270103', '20270108', '20270109', '20270120', '20261231'].map((date) => listOf(rule({ days: 30 }), date))).toEqual(['202702', '202702', '202703', '202703', '202702']);
  });

  it('is that of the next quarter, where the rule says quarters', () => {
    expect(['20260101', '20260331', '20261120', '20261231'].map((date) => listOf(rule({ quarters: 1 }), date))).toEqual(['202604', '202604', '202701', '202701']);
    expect(listOf(rule({ quarters: 2 }), '20261120')).toBe('202704');
  });

  it('is never less than the days of the rule away, and never more than two months more', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3_000 }), fc.integer({ min: 1, max: 90 }), (day, days) => {
        const entered = addDays('20260101', day);
        const { available } = listDays(listOf(rule({ days }), entered) ?? '');
        expect(available >= addDays(entered, days)).toBe(true);
        expect(available <= addDays(entered, days + 62)).toBe(true);
      }),
    );
  });
});

describe('the round of a record through the years', () => {
  /** Day after day, as a clerk would do it: what happens to a record that is confirmed on the lists whose numbers are given. */
  const clerk = (entered: string, confirms: readonly boolean[]): readonly string[] => {
    const happened: string[] = [];
    const monthAfter = (month: string, months: number): string => {
      const count = Number(month.slice(0, 4)) * 12 + Number(month.slice(4)) - 1 + months;
      return `${String(Math.floor(count / 12))}${String((count % 12) + 1).padStart(2, '0')}`;
    };
    let due = monthAfter(entered.slice(0, 6), 3);
    for (const confirmed of confirms) {
      if (!confirmed) return [...happened, `told ${due}16`, `removed ${monthAfter(due, 2)}01`];
      happened.push(`confirmed ${due}`);
      due = monthAfter(due, 12);
    }
    return happened;
  };

  it('is the clerk’s, whenever it was entered and however often it was confirmed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_100 }), fc.array(fc.boolean(), { maxLength: 6 }), (day, confirms) => {
        const entered = addDays('20260101', day);
        const filed = filedUnder(YEARLY_VALIDATION, at(entered));
        const happened: string[] = [];
        for (const confirmed of confirms) {
          const month = filed.record().validation?.month ?? '';
          if (confirmed) {
            filed.history.moveTo(at(listDays(month).available));
            expect(filed.validate().out).toBe('accepted');
            happened.push(`confirmed ${month}`);
          } else {
            happened.push(`told ${filed.next().slice(0, 8)}`, `removed ${filed.next().slice(0, 8)}`);
            break;
          }
        }
        expect(happened).toEqual(clerk(entered, confirms));
      }),
      { numRuns: 200 },
    );
  });
});

const ENTERED = '2026-11-20T13:00:00.000Z';
const OCA = { SER: 'S1', OCA: '1' };
const rulesWith = (validation: ValidationRule | undefined): FileRules => ({ ...towedRules, kinds: { towed: { ...towedRules.kinds['towed']!, retention: [{ term: { yearsAfterThisOne: 40 } }] } }, ...(validation === undefined ? {} : { validation }) });

const filedUnder = (validation: ValidationRule | undefined, entered: Instant = ENTERED) => {
  const history = historyOf(recordDecider([rulesWith(validation)], knowledge, { partition: 1, partitions: 4 }), entered);
  history.tell('EnterRecord', message('ET', OCA));
  const { idx } = history.records()[0]!;
  const record = () => history.records()[0]!;
  return {
    history, idx, record,
    ring: (due: Instant) => history.tell('FireTimer', { stream: `towed/${idx}`, kind: VALIDATION_CLOCK, due }, { key: OWNER }),
    validate: (ori = OWNER) => history.tell('ValidateRecord', { idx, ori, validator: 'LT D LEWIS' }, { key: OWNER, ori }),
    /** Moves to the record's next clock and rings it. */
    next(): string {
      const { status, validation } = record();
      const due = status === 'active' && validation !== undefined ? validationDue(validation) : undefined;
      if (due === undefined) return 'none';
      history.moveTo(due);
      const decision = this.ring(due);
      return `${ohioDate(due)} ${decision.out === 'accepted' ? (decision.events[0]?.t ?? '') : 'refused'}`;
    },
  };
};

describe('a record that has to be validated', () => {
  it('is told of on the 16th, removed when its list is closed, and says why', () => {
    const filed = filedUnder(YEARLY_VALIDATION);
    expect(filed.record().validation).toEqual({ month: '202702' });
    expect([filed.next(), filed.next(), filed.next()]).toEqual(['20270216 towed.noticed', '20270401 towed.retired', 'none']);
    expect(filed.record()).toMatchObject({ status: 'retired', reason: 'unvalidated' });
  });

  it('confirmed on its list comes again a year later, and each year from then on', () => {
    const filed = filedUnder(YEARLY_VALIDATION);
    filed.history.moveTo(at('20270210'));
    expect(filed.validate()).toMatchObject({ out: 'accepted', events: [{ t: 'towed.validated', p: { validator: 'LT D LEWIS' } }] });
    expect(filed.record()).toMatchObject({ status: 'active', validation: { month: '202802', done: { month: '202702', at: at('20270210') } } });
    filed.history.moveTo(at('20280331'));
    expect(filed.validate()).toMatchObject({ out: 'accepted' });
    expect(filed.record().validation).toMatchObject({ month: '202902' });
  });

  it('is confirmed late, after it was told of, as well as in time', () => {
    const filed = filedUnder(YEARLY_VALIDATION);
    filed.next();
    filed.history.moveTo(at('20270331', '2359'));
    expect(filed.validate()).toMatchObject({ out: 'accepted' });
    expect(filed.ring(at('20270401', '0005'))).toMatchObject({ faults: [{ code: 'OBSOLETE' }] });
    expect(filed.record().validation?.told).toBeUndefined();
    expect(filed.next()).toBe('20280216 towed.noticed');
  });

  it('is confirmed by its owner alone, on an open list, and once', () => {
    const filed = filedUnder(YEARLY_VALIDATION);
    filed.history.moveTo(at('20270207', '0004'));
    expect(filed.validate()).toMatchObject({ faults: [{ code: 'OBSOLETE' }] });
    filed.history.moveTo(at('20270207', '0005'));
    expect(filed.validate('OHCLP0000')).toMatchObject({ faults: [{ code: 'NOT_ON_FILE' }] });
    expect([filed.validate().out, filed.validate().out]).toEqual(['accepted', 'rejected']);
  });

  it('keeps its place through a modification, a locate and a wrong ring, and leaves the lists when it is cleared', () => {
    const filed = filedUnder(YEARLY_VALIDATION);
    filed.history.tell('ModifyRecord', message('MT', { ...OCA, BRA: 'ACME' }));
    expect(filed.record().validation).toEqual({ month: '202702' });
    expect(filed.ring(at('20270216', '0006'))).toMatchObject({ faults: [{ code: 'OBSOLETE' }] });
    filed.history.tell('ClearRecord', message('CT', OCA));
    const last = filed.history.events.at(-1)!;
    expect(last.d['due']).toMatchObject({ [VALIDATION_CLOCK]: null, retire: null });
    expect(filed.ring(at('20270216', '0005'))).toMatchObject({ faults: [{ code: 'OBSOLETE' }] });
  });

  it('is kept where its file says so: on the next list, or on none', () => {
    const quarterly = filedUnder({ first: [{ listed: { quarters: 1 } }], again: { quarters: 1 }, unanswered: 'kept' });
    expect([quarterly.next(), quarterly.next(), quarterly.next()]).toEqual(['20270116 towed.noticed', '20270301 towed.noticed', '20270416 towed.noticed']);
    const once = filedUnder({ first: [{ listed: { months: 3 } }], changes: true, unanswered: 'kept' });
    expect([once.next(), once.next(), once.next()]).toEqual(['20270216 towed.noticed', '20270401 towed.noticed', 'none']);
    expect(once.record().status).toBe('active');
  });

  it('comes anew after a change, where its file says so', () => {
    const filed = filedUnder({ first: [{ listed: { months: 3 } }], changes: true, unanswered: 'kept' });
    filed.history.moveTo(at('20270210'));
    filed.validate();
    expect(filed.record().validation).toEqual({ done: { month: '202702', at: at('20270210') } });
    filed.history.tell('ModifyRecord', message('MT', { ...OCA, BRA: 'ACME' }));
    expect(filed.record().validation).toMatchObject({ month: '202705', done: { month: '202702' } });
  });

  it('comes on a list that lies ahead when a change makes it one of those that are validated', () => {
    const filed = filedUnder({ first: [{ where: ({ fields }) => fields['BRA']?.[0] === 'LONG', listed: { quarters: 1 } }], unanswered: 'kept' });
    expect(filed.record().validation).toBeUndefined();
    filed.history.moveTo(at('20270510'));
    filed.history.tell('ModifyRecord', message('MT', { ...OCA, BRA: 'LONG' }));
    expect(filed.record().validation).toEqual({ month: '202707' });
  });

  it('is on no list where no rule speaks of it, or its file has none', () => {
    const [none, other] = [filedUnder(undefined), filedUnder({ first: [{ where: () => false, listed: { months: 3 } }], unanswered: 'removed' })];
    expect([none, other].map(({ record }) => record().validation)).toEqual([undefined, undefined]);
    expect([none, other].map((each) => each.next())).toEqual(['none', 'none']);
    expect(none.history.events[0]?.d['due']).not.toHaveProperty(VALIDATION_CLOCK);
  });

  it('is planned when NCIC has accepted it, and its confirmation leaves a pending change alone', () => {
    const history = historyOf(recordDecider([{ ...partRules, validation: YEARLY_VALIDATION }], knowledge, { partition: 1, partitions: 4 }), ENTERED);
    history.tell('EnterRecord', message('EP', { ...OCA, BRA: 'ACME' }));
    const { idx } = history.records()[0]!;
    expect(history.records()[0]?.validation).toBeUndefined();
    history.moveTo(at('20261201'));
    history.tell('AcceptEntry', { idx, nic: NIC }, { key: OWNER });
    expect(history.records()[0]?.validation).toEqual({ month: '202703' });
    history.moveTo(at('20270310'));
    history.tell('ModifyRecord', message('MP', { ...OCA, BRA: 'BETA' }));
    const change = recordView(history.events.at(-1)!).change?.number ?? 0;
    history.tell('ValidateRecord', { idx, ori: OWNER }, { key: OWNER });
    expect(history.tell('AcceptChange', { idx, change }, { key: OWNER })).toMatchObject({ out: 'accepted' });
    expect(history.records()[0]).toMatchObject({ fields: { BRA: ['BETA'] }, validation: { month: '202803', done: { month: '202703' } } });
  });
});
