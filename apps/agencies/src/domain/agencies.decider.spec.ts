import { describe, expect, it } from '@jest/globals';
import type { DomainDecision, Instant, JsonObject, StateDraft } from '@statewire/kernel';
import { agenciesDecider, isLocked } from './agencies.decider.js';

/** A partition of the control ledger in a table, and a hand that turns its clock. */
const desk = () => {
  const table = new Map<string, unknown>();
  const state: StateDraft = {
    get: <T>(key: string) => table.get(key) as T | undefined,
    set: (key, value) => void table.set(key, value),
    delete: (key) => void table.delete(key),
  };
  let now: Instant = '2026-11-20T13:00:00.000Z';
  let seq = 0;
  const send = (type: string, payload: JsonObject): DomainDecision => {
    const decision = agenciesDecider.decide(
      state, { id: String(++seq), type, key: 'control', by: { ori: '', device: 'test', user: 'test' }, payload }, now);
    if (decision.out === 'accepted') for (const event of decision.events) agenciesDecider.evolve(state, { ...event, sv: seq }, { at: now, seq });
    return decision;
  };
  send('RegisterTerminal', { terminal: { id: 'COL1', ori: 'OHCOP0000', kind: 'fixed' } });
  send('RegisterTerminal', { terminal: { id: 'CLE1', ori: 'OHCLP0000', kind: 'fixed' } });
  send('RegisterOperator', { operator: { id: 'col1', ori: 'OHCOP0000' }, name: 'OPERATOR ONE', passwordHash: 'hash' });
  const logOn = (verified: boolean, operator = 'col1', terminal = 'COL1') =>
    send('OpenSession', { operator, terminal, verified, tokenHash: `token-${String(seq)}` });
  const types = (decision: DomainDecision) => (decision.out === 'accepted' ? decision.events.map(({ t }) => t) : decision.faults.map(({ why }) => why));
  return { state, send, logOn: (...args: Parameters<typeof logOn>) => types(logOn(...args)), types, at: (instant: Instant) => { now = instant; } };
};

describe('a log-on', () => {
  it('opens a session at a terminal of the own agency', () => {
    expect(desk().logOn(true)).toEqual(['session.opened']);
  });

  it('at the terminal of another agency fails like a wrong password', () => {
    expect(desk().logOn(true, 'col1', 'CLE1')).toEqual(['log-on.failed']);
  });

  it('replaces the session of that operator at that terminal', () => {
    const { logOn } = desk();
    logOn(true);
    expect(logOn(true)).toEqual(['session.closed', 'session.opened']);
  });
});

describe('an account', () => {
  it('is locked by the fifth failure within fifteen minutes, and stays so whatever the password', () => {
    const { logOn, at } = desk();
    for (let n = 0; n < 4; n++) expect(logOn(false)).toEqual(['log-on.failed']);
    expect(logOn(false)).toEqual(['log-on.failed', 'account.locked']);
    at('2026-11-25T13:00:00.000Z');
    expect(logOn(true)).toEqual(['locked']);
  });

  it('is not locked by failures that are further apart', () => {
    const { logOn, at } = desk();
    for (let minute = 0; minute < 50; minute += 5) {
      at(`2026-11-20T13:${String(minute).padStart(2, '0')}:00.000Z`);
      expect(logOn(false)).toEqual(['log-on.failed']);
    }
  });

  it('starts to count anew after a success', () => {
    const { logOn } = desk();
    for (let n = 0; n < 4; n++) logOn(false);
    logOn(true);
    expect(logOn(false)).toEqual(['log-on.failed']);
  });

  it('is open again once it is released', () => {
    const { logOn, send, types } = desk();
    for (let n = 0; n < 5; n++) logOn(false);
    expect(types(send('ReleaseAccount', { subject: 'operator/col1' }))).toEqual(['account.released']);
    expect(logOn(true)).toEqual(['session.opened']);
  });

  it('that nobody has counts against the terminal', () => {
    const { logOn, state } = desk();
    for (let n = 0; n < 5; n++) logOn(false, 'nobody');
    expect(isLocked(state, 'someone-else', 'COL1')).toBe(true);
    expect(isLocked(state, 'col1', 'COL1')).toBe(false);
  });
});

describe('the simulated clock', () => {
  it('never goes back', () => {
    const { send, types } = desk();
    send('MoveClock', { now: '2026-12-01T00:00:00.000Z' });
    expect(types(send('MoveClock', { now: '2026-11-30T00:00:00.000Z' }))).toEqual([undefined]);
  });
});
