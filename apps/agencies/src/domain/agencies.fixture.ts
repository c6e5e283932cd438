import type { DomainDecision, DomainEvent, Instant, JsonObject, StateDraft } from '@statewire/kernel';
import { agenciesDecider } from './agencies.decider.js';

export const START = '2026-11-20T13:00:00.000Z';

/** A partition of the control ledger in a table, and a hand that turns its clock. */
export const desk = () => {
  const table = new Map<string, unknown>();
  const state: StateDraft = {
    get: <T>(key: string) => table.get(key) as T | undefined,
    set: (key, value) => void table.set(key, value),
    delete: (key) => void table.delete(key),
  };
  const log: DomainEvent[] = [];
  let now: Instant = START;
  let seq = 0;
  const send = (type: string, payload: JsonObject): DomainDecision => {
    const decision = agenciesDecider.decide(
      state, { id: String(++seq), type, key: 'control', by: { ori: '', device: 'test', user: 'test' }, payload }, now);
    if (decision.out === 'accepted') {
      for (const event of decision.events) agenciesDecider.evolve(state, { ...event, sv: seq }, { at: now, seq });
      log.push(...decision.events);
    }
    return decision;
  };
  send('RegisterTerminal', { terminal: { id: 'COL1', ori: 'OHCOP0000', kind: 'fixed' } });
  send('RegisterTerminal', { terminal: { id: 'COL2', ori: 'OHCOP0000', kind: 'fixed' } });
  send('RegisterTerminal', { terminal: { id: 'CLE1', ori: 'OHCLP0000', kind: 'fixed' } });
  for (const id of ['col1', 'col2']) send('RegisterOperator', { operator: { id, ori: 'OHCOP0000' }, name: `OPERATOR ${id}`, passwordHash: `hash of ${id}` });
  const logOn = (verified: boolean, operator = 'col1', terminal = 'COL1', tokenHash = `token-${String(seq)}`) =>
    send('OpenSession', { operator, terminal, verified, tokenHash });
  const types = (decision: DomainDecision) => (decision.out === 'accepted' ? decision.events.map(({ t }) => t) : decision.faults.map(({ why, code }) => why ?? code));
  return { state, kept: () => table.size, log, send, logOn: (...args: Parameters<typeof logOn>) => types(logOn(...args)), types, now: () => now, at: (instant: Instant) => { now = instant; } };
};
