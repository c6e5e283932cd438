import { describe, expect, it } from '@jest/globals';
import { addMs } from '@statewire/clock';
import type { DomainEvent, Instant, JsonObject } from '@statewire/kernel';
import { historyOf } from '@statewire/record-file/history.fixture';
import fc from 'fast-check';
import { mailboxDecider } from './mailbox.decider.js';

const START = '2026-11-20T13:00:00.000Z';
const DAY_MS = 24 * 3_600_000;

const message = (mri: number, terminal = 'COL1', terminals: readonly string[] = ['CLE1']): JsonObject =>
  ({ mri, mke: 'AM', kind: 'administrative', from: 'OHCOP0000', terminal, to: 'OHCLP0000', terminals, reached: [], inoperative: [], text: 'SECRET' });

const desk = () => {
  const history = historyOf(mailboxDecider, START);
  const tell = (type: string, payload: JsonObject): readonly DomainEvent[] => {
    const decision = history.tell(type, payload, { ori: 'OHCOP0000' });
    return decision.out === 'accepted' ? decision.events : [];
  };
  return {
    history,
    send: (mri: number, terminal?: string, terminals?: readonly string[]) => tell('SendMessage', message(mri, terminal, terminals)),
    fire: (terminal: string) => tell('FireTimer', { stream: `outbox/${terminal}`, kind: 'undelivered', due: START }),
  };
};
const dueOf = (event: DomainEvent | undefined): unknown => (event?.d['due'] as Readonly<{ undelivered: Instant | null }> | undefined)?.undelivered;

describe('a message that a terminal sends', () => {
  it('is taken over with its recipients, its text sealed under the day’s key', () => {
    const [event, ...others] = desk().send(8);
    expect(others).toEqual([]);
    expect(event).toMatchObject({ t: 'message.sent', s: 'outbox/COL1', kid: 'mail/20261120', d: { file: 'message', mri: 8, terminals: ['CLE1'], at: START }, p: { text: 'SECRET' } });
    expect(JSON.stringify(event?.d)).not.toContain('SECRET');
  });

  it('to nobody waits for nobody', () => {
    const { history, send, fire } = desk();
    expect(dueOf(send(8, 'COL1', [])[0])).toBeUndefined();
    history.moveTo(addMs(START, 2 * DAY_MS));
    expect(fire('COL1')).toEqual([]);
  });

  it('falls due a day later, each once and in its order, with one timer a terminal', () => {
    const pauses = fc.array(fc.tuple(fc.nat({ max: 2 * DAY_MS }), fc.constantFrom('COL1', 'CLE1')), { minLength: 1, maxLength: 20 });
    fc.assert(fc.property(pauses, (sendings) => {
      const { history, send, fire } = desk();
      const timers = new Map<string, Instant>();
      const overdue: { mri: number; terminal: string; at: Instant }[] = [];
      const note = (terminal: string, events: readonly DomainEvent[]): void => {
        const due = dueOf(events[0]);
        if (due === null) timers.delete(terminal);
        else if (due !== undefined) timers.set(terminal, due as Instant);
      };
      const ringUntil = (to: Instant): void => {
        for (let [next] = [...timers].sort(([, a], [, b]) => (a < b ? -1 : 1)); next !== undefined && next[1] <= to; [next] = [...timers].sort(([, a], [, b]) => (a < b ? -1 : 1))) {
          const [terminal, at] = next;
          if (at > history.now()) history.moveTo(at);
          const events = fire(terminal);
          overdue.push({ mri: Number(events[0]?.d['mri']), terminal, at: history.now() });
          note(terminal, events);
        }
        if (to > history.now()) history.moveTo(to);
      };
      const sent = sendings.map(([pauseMs, terminal], n) => {
        ringUntil(addMs(history.now(), pauseMs));
        note(terminal, send(n, terminal));
        return { mri: n, terminal, at: addMs(history.now(), DAY_MS) };
      });
      ringUntil(addMs(history.now(), 2 * DAY_MS));
      const byTime = [...sent].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.terminal < b.terminal ? -1 : 1));
      const told = [...overdue].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.terminal < b.terminal ? -1 : 1));
      expect(told).toEqual(byTime);
      expect(timers.size).toBe(0);
      expect(fire('COL1')).toEqual([]);
      expect([...history.table.keys()]).toEqual([]);
    }));
  });

  it('is not due before its day is over', () => {
    const { history, send, fire } = desk();
    send(8);
    expect(fire('COL1')).toEqual([]);
    expect(fire('CUY1')).toEqual([]);
    expect(history.tell('FireTimer', { stream: 'outbox/COL1', kind: 'undelivered', due: START })).toEqual({ out: 'rejected', faults: [{ code: 'OBSOLETE' }] });
  });
});
