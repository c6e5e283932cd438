import { describe, expect, it } from '@jest/globals';
import { addMs } from '@statewire/clock';
import type { Session } from '@statewire/contracts';
import fc from 'fast-check';
import { isLocked } from './agencies.decider.js';
import { desk } from './agencies.fixture.js';

const MINUTE_MS = 60_000;
const WINDOW_MS = 15 * MINUTE_MS;
const FAILURES = 5;

const who = fc.constantFrom('col1', 'col2', 'nobody');
const where = fc.constantFrom('COL1', 'COL2', 'CLE1', 'NONE');
const deed = fc.oneof(
  { weight: 6, arbitrary: fc.record({ does: fc.constant('log-on' as const), who, where, verified: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('log-off' as const), nth: fc.nat({ max: 5 }) }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('release' as const), who: fc.constantFrom('col1', 'col2'), where }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('wait' as const), minutes: fc.constantFrom(1, 3, 4, 14, 15, 600) }) },
);

/** What decision A2 and the interface say, as plainly as it can be said. */
const model = () => {
  const failures = new Map<string, number[]>();
  const locked = new Set<string>();
  const open = new Map<string, string>();
  return {
    open, locked,
    logOn: (subject: string, seat: string, fits: boolean, token: string, minute: number): string => {
      if (locked.has(subject)) return 'locked';
      if (fits) {
        failures.delete(subject);
        open.set(seat, token);
        return 'open';
      }
      const recent = [...(failures.get(subject) ?? []), minute].filter((each) => (minute - each) * MINUTE_MS < WINDOW_MS);
      failures.set(subject, recent);
      if (recent.length >= FAILURES) locked.add(subject);
      return 'failed';
    },
    release: (subject: string): boolean => {
      const was = locked.delete(subject);
      if (was) failures.delete(subject);
      return was;
    },
  };
};

describe('whatever is tried at the terminals', () => {
  it('opens one session an operator and terminal at most, and locks whoever fails five times in fifteen minutes until he is released', () => {
    fc.assert(fc.property(fc.array(deed, { maxLength: 60, size: 'max' }), (deeds) => {
      const { send, log, state, at, now, types } = desk();
      const said = model();
      const tokens: (readonly [token: string, operator: string, terminal: string])[] = [];
      let minute = 0;
      for (const one of deeds) {
        if (one.does === 'wait') {
          minute += one.minutes;
          at(addMs(now(), one.minutes * MINUTE_MS));
        } else if (one.does === 'release') {
          const decided = types(send('ReleaseAccount', { subject: `operator/${one.who}` }));
          expect(decided).toEqual([said.release(`operator/${one.who}`) ? 'account.released' : 'OBSOLETE']);
        } else if (one.does === 'log-off') {
          const [token, operator, terminal] = tokens[one.nth] ?? ['none', 'col1', 'COL1'];
          const isOpen = said.open.get(`${operator}@${terminal}`) === token;
          expect(types(send('CloseSession', { operator, terminal, tokenHash: token, reason: 'idle' }))).toEqual([isOpen ? 'session.closed' : 'OBSOLETE']);
          if (isOpen) said.open.delete(`${operator}@${terminal}`);
        } else {
          const { who: operator, where: terminal, verified } = one;
          const token = `token-${String(tokens.push([`token-${String(tokens.length)}`, operator, terminal]) - 1)}`;
          const subject = operator === 'nobody' ? `terminal/${terminal}` : `operator/${operator}`;
          const outcome = said.logOn(subject, `${operator}@${terminal}`, verified && operator !== 'nobody' && terminal.startsWith('COL'), token, minute);
          const decided = types(send('OpenSession', { operator, terminal, verified, tokenHash: token }));
          expect(decided.at(-1)).toBe({ locked: 'locked', open: 'session.opened', failed: said.locked.has(subject) ? 'account.locked' : 'log-on.failed' }[outcome]);
          expect(isLocked(state, operator, terminal)).toBe(said.locked.has(subject));
        }
      }
      const open = new Map<string, string>();
      for (const { t, d } of log) {
        if (t === 'session.closed') expect(open.delete(String(d['tokenHash']))).toBe(true);
        if (t !== 'session.opened') continue;
        const { operator, terminal, tokenHash } = d['session'] as unknown as Session;
        open.set(tokenHash, `${operator}@${terminal}`);
      }
      expect(new Map([...open].map(([token, seat]) => [seat, token]))).toEqual(said.open);
      expect(open.size).toBe(said.open.size);
    }));
  });
});
