import { describe, expect, it } from '@jest/globals';
import { hitMriOf, LEDGER_NAMES, mriOf, partMriOf } from '@statewire/contracts';
import type { DomainEvent, JsonObject } from '@statewire/kernel';
import { countedAfterLoss, historyOf, type History } from '@statewire/record-file/history.fixture';
import fc from 'fast-check';
import { dayKey, journalDecider } from './journal.decider.js';

const START = '2026-11-21T04:59:59.000Z';
const RECORD = 'vehicle/SV00000004';
const TERMINALS = ['COL1', 'CLE1', 'CUY1'] as const;

const sent = (terminal: string) => ({ terminal, operator: terminal.toLowerCase(), ori: 'OHCOP0000', mke: 'QV', content: 'SECRET0', text: 'QV.LIC/SECRET1' });
const answer = (terminal: string, more: JsonObject = {}): JsonObject =>
  ({ ...sent(terminal), outcome: 'answered', code: 'NO_RECORD', says: 'SAID', outside: [], shown: [], ...more });
const eventsOf = (history: History, type: string, payload: JsonObject): readonly DomainEvent[] => {
  const decision = history.tell(type, payload);
  if (decision.out === 'rejected') throw new Error(JSON.stringify(decision.faults));
  return decision.events;
};
const numberOf = ([first]: readonly DomainEvent[]): number => Number(first?.d['mri']);

/** What terminals of one partition do: ask, send an update, or hear the outcome of the update that waits longest. */
const step = fc.tuple(fc.constantFrom('inquiry', 'update', 'outcome'), fc.constantFrom(...TERMINALS));

const play = (partition: number, partitions: number, steps: readonly (readonly [string, string])[]): readonly number[] => {
  const history = historyOf(journalDecider(partition, partitions), START);
  const open: number[] = [];
  return steps.flatMap(([what, terminal]) => {
    if (what === 'inquiry') return [numberOf(eventsOf(history, 'AnswerMessage', answer(terminal)))];
    if (what === 'update') {
      const mri = numberOf(eventsOf(history, 'ReceiveMessage', sent(terminal)));
      open.push(mri);
      return [mri];
    }
    const mri = open.shift();
    if (mri === undefined) return [];
    expect(numberOf(eventsOf(history, 'AnswerMessage', answer(terminal, { mri })))).toBe(mri);
    return [];
  });
};

describe('the journal', () => {
  it('gives no number twice, whatever is sent on whichever of its partitions', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 16 }).chain((count) => fc.array(fc.array(step, { maxLength: 25, size: 'max' }), { minLength: count, maxLength: count })), (scripts) => {
        const numbers = scripts.flatMap((steps, partition) => play(partition, scripts.length, steps));
        expect(new Set(numbers).size).toBe(numbers.length);
        for (const number of numbers) expect(number).toBeGreaterThan(0);
      }),
    );
  });

  it('counts on behind what was lost', () => {
    const decider = journalDecider(2, 4);
    const history = historyOf(decider, START);
    const first = numberOf(eventsOf(history, 'ReceiveMessage', sent('COL1')));
    eventsOf(history, 'AnswerMessage', answer('CLE1', { shown: [{ response: {}, stream: RECORD, version: 2 }] }));
    eventsOf(history, 'AnswerMessage', answer('COL1', { mri: first }));
    expect(countedAfterLoss(decider, history.events)).toEqual(history.table);
    expect(history.table).toEqual(new Map([['mri', 2]]));
    expect(decider.counted?.by({ t: 'message.answered', tv: 1, s: 'terminal/COL1', sv: 1, d: { mri: mriOf('journal', 1, 4, 9) } })).toEqual({ mri: 0 });
  });

  it('gives the answer the number under which its message was received, and the next message the next one', () => {
    const history = historyOf(journalDecider(2, 4), START);
    const first = numberOf(eventsOf(history, 'ReceiveMessage', sent('COL1')));
    const second = numberOf(eventsOf(history, 'AnswerMessage', answer('CLE1')));
    expect(numberOf(eventsOf(history, 'AnswerMessage', answer('COL1', { mri: first })))).toBe(first);
    expect([first, second, numberOf(eventsOf(history, 'AnswerMessage', answer('COL1')))]).toEqual([1, 2, 3].map((count) => mriOf('journal', 2, 4, count)));
  });

  it('keeps what was said out of the clear, the messages under the day’s key and each record shown under its own', () => {
    const history = historyOf(journalDecider(0, 4), START);
    const response = { source: 'LEADS', mke: 'STOLEN VEHICLE', background: 'red', text: 'LIC/SECRET2' };
    const events = eventsOf(history, 'AnswerMessage', answer('COL1', {
      says: 'SECRET3', outside: [{ source: 'NCIC', mke: '', background: 'yellow', text: 'SECRET4' }], faults: [{ code: 'FORMAT', says: 'SECRET5' }],
      shown: [{ response, stream: RECORD, version: 2 }], recordText: { stream: RECORD, version: 3, text: 'SECRET6' }, position: 'vehicles.1/0@7',
    }));
    expect(events.map(({ t, kid, s }) => [t, kid, s])).toEqual([
      ['message.answered', 'journal/20261120', 'terminal/COL1'], ['record.shown', RECORD, 'terminal/COL1'], ['record.shown', RECORD, 'terminal/COL1'],
    ]);
    expect(JSON.stringify(events.map(({ d }) => d))).not.toContain('SECRET');
    expect(events.map(({ p }) => JSON.stringify(p).match(/SECRET\d/g))).toEqual([['SECRET0', 'SECRET1', 'SECRET3', 'SECRET4', 'SECRET5'], ['SECRET2'], ['SECRET6']]);
    const [received] = eventsOf(history, 'ReceiveMessage', sent('COL1'));
    expect([JSON.stringify(received?.d).includes('SECRET'), JSON.stringify(received?.p).match(/SECRET\d/g), received?.kid]).toEqual([false, ['SECRET0', 'SECRET1'], 'journal/20261120']);
    expect(events.slice(1).map(({ d }) => [d['kind'], d['stream'], d['version']])).toEqual([['response', RECORD, 2], ['record', RECORD, 3]]);
  });

  it.each([['GHX4471', 'sealed'], ['123456789', 'sealed'], ['', 'sealed'], ['EV-A', 'open'], ['RECORD', 'open'], ['HISTORY', 'open'], ['STREAM', 'open'], ['VALIDATIONS', 'open']])('has %j, where a message key stands, %s', (mke, how) => {
    const history = historyOf(journalDecider(0, 4), START);
    const part = { mri: 7, outside: [], shown: [] };
    const events = [['ReceiveMessage', sent('COL1')], ['ShowPart', { ...sent('COL1'), ...part }], ['AnswerMessage', answer('COL1')]] as const;
    for (const [type, message] of events) {
      const [event] = eventsOf(history, type, { ...message, mke });
      expect([event?.d['mke'], event?.p?.['mke']]).toEqual(how === 'open' ? [mke, undefined] : [undefined, mke]);
    }
  });

  it('shows a part of an answer under the number of the message, counts none for it, and names it in the answer', () => {
    const history = historyOf(journalDecider(0, 4), START);
    const mri = numberOf(eventsOf(history, 'ReceiveMessage', sent('COL1')));
    const response = { source: 'LEADS', mke: 'STOLEN VEHICLE', background: 'red', text: 'LIC/SECRET2' };
    const part = eventsOf(history, 'ShowPart', { ...sent('COL1'), mri, shown: [{ response, stream: RECORD, version: 2 }], outside: [{ ...response, source: 'NCIC', text: 'SECRET4' }] });
    expect(part.map(({ t, kid, s, d }) => [t, kid, s, d['mri']])).toEqual([['message.shown', 'journal/20261120', 'terminal/COL1', mri], ['record.shown', RECORD, 'terminal/COL1', mri]]);
    expect(JSON.stringify(part.map(({ d }) => d))).not.toContain('SECRET');
    expect(part.map(({ p }) => JSON.stringify(p).match(/SECRET\d/g))).toEqual([['SECRET1', 'SECRET4'], ['SECRET2']]);
    expect(eventsOf(history, 'AnswerMessage', answer('COL1', { mri, parts: ['a', 'b'] }))[0]?.d).toMatchObject({ mri, parts: ['a', 'b'] });
    expect(numberOf(eventsOf(history, 'AnswerMessage', answer('COL1')))).toBe(mriOf('journal', 0, 4, 2));
  });

  it('keeps in the open by what an answer can be rendered again, and who is to be told of the hit', () => {
    const response = { source: 'LEADS', mke: 'STOLEN VEHICLE', background: 'red', text: '' };
    const reference = { stream: RECORD, version: 2, queried: { on: '20261119', by: 'OHCLP0000' }, notify: 'OHCOP0000' };
    const events = eventsOf(historyOf(journalDecider(0, 4), START), 'AnswerMessage', answer('COL1', { shown: [{ response, ...reference }] }));
    expect(events[1]?.d).toEqual({ mri: expect.any(Number), kind: 'response', source: 'LEADS', ...reference });
  });

  it('keeps in the open where an update was sent, and of its answer the record that came of it and the position where it stands', () => {
    const history = historyOf(journalDecider(0, 4), START);
    const home = { key: 'OHCOP0000', idx: 'SV00000004' };
    const open = { mri: expect.any(Number), terminal: 'COL1', operator: 'col1', ori: 'OHCOP0000', mke: 'QV' };
    const said = { outcome: 'answered', code: 'NO_RECORD' };
    const of = { record: { file: 'vehicle', idx: 'SV00000004' }, position: 'vehicles.1/0@7' };
    expect(eventsOf(history, 'ReceiveMessage', sent('COL1'))).toMatchObject([{ t: 'message.received', d: open }]);
    expect(eventsOf(history, 'ReceiveMessage', { ...sent('COL1'), home })[0]?.d).toEqual({ ...open, home });
    expect(eventsOf(history, 'AnswerMessage', answer('COL1', { home })).map(({ d }) => d)).toEqual([{ ...open, ...said }]);
    expect(eventsOf(history, 'AnswerMessage', answer('COL1', of)).map(({ d }) => d)).toEqual([{ ...open, ...said, ...of }]);
  });

  it('begins a new key with the Ohio day, also within the hour that was asked for last', () => {
    expect(['2026-11-21T04:59:59.999Z', '2026-11-21T05:00:00.000Z', '2026-11-21T04:30:00.000Z'].map(dayKey)).toEqual(['journal/20261120', 'journal/20261121', 'journal/20261120']);
  });

  it('refuses a command that it does not know', () => {
    expect(historyOf(journalDecider(0, 4), START).tell('Forget', {})).toEqual({ out: 'rejected', faults: [{ code: 'DEFECT', why: 'unknown-command' }] });
  });
});

describe('the numbers of messages', () => {
  const count = fc.oneof(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 1e9 }));
  /** Two places that are the same in some of what they are made of, or in all. */
  const twoOf = <T extends object>(place: fc.Arbitrary<T>): fc.Arbitrary<readonly [T, T]> =>
    fc.tuple(place, place).chain(([one, other]) =>
      fc.subarray(Object.keys(one) as (keyof T)[]).map((same) => [one, { ...other, ...Object.fromEntries(same.map((member) => [member, one[member]])) }] as const),
    );

  it('are another’s for every ledger, partition, count and ordinal', () => {
    const place = fc.record({ ledger: fc.constantFrom(...LEDGER_NAMES), partition: fc.nat({ max: 7 }), count, ordinal: fc.nat({ max: 3 }) });
    const of = ({ ledger, partition, count, ordinal }: Readonly<{ ledger: (typeof LEDGER_NAMES)[number]; partition: number; count: number; ordinal: number }>) => mriOf(ledger, partition, 8, count, ordinal);
    fc.assert(fc.property(twoOf(place), ([one, other]) => {
      expect(of(one) === of(other)).toBe(JSON.stringify(one) === JSON.stringify(other));
      expect(Number.isSafeInteger(of(one))).toBe(true);
    }), { numRuns: 1_000 });
  });

  it('of hits are another’s too, and nobody else’s', () => {
    const place = fc.record({ partition: fc.nat({ max: 7 }), seq: count, ordinal: fc.nat({ max: 127 }) });
    fc.assert(fc.property(twoOf(place), fc.constantFrom(...LEDGER_NAMES), fc.nat({ max: 3 }), ([one, other], ledger, ordinal) => {
      const of = ({ partition, seq, ordinal: n }: typeof one) => hitMriOf(partition, 8, seq, n);
      expect(of(one) === of(other)).toBe(JSON.stringify(one) === JSON.stringify(other));
      expect(of(one)).not.toBe(mriOf(ledger, other.partition, 8, other.seq, ordinal));
      expect(Number.isSafeInteger(of(one))).toBe(true);
    }), { numRuns: 1_000 });
  });

  it('of the parts of a notice are another’s too, and nobody else’s', () => {
    const place = fc.record({ ledger: fc.constantFrom(...LEDGER_NAMES), partition: fc.nat({ max: 7 }), seq: count, part: fc.nat({ max: 4_095 }) });
    fc.assert(fc.property(twoOf(place), fc.nat({ max: 3 }), ([one, other], ordinal) => {
      const of = ({ ledger, partition, seq, part }: typeof one) => partMriOf(ledger, partition, 8, seq, part);
      expect(of(one) === of(other)).toBe(JSON.stringify(one) === JSON.stringify(other));
      expect([mriOf(other.ledger, other.partition, 8, other.seq, ordinal), hitMriOf(other.partition, 8, other.seq, ordinal)]).not.toContain(of(one));
      expect(Number.isSafeInteger(of(one))).toBe(true);
    }), { numRuns: 1_000 });
  });
});
