import type { JsonObject } from '@statewire/kernel';
import type { Command, Decider } from '../decider.port.js';

const by = { ori: 'OHCOP0000', device: 'TST0001', user: 'jdoe' };

const numberOf = (payload: JsonObject, name: string): number => {
  const value = payload[name];
  return typeof value === 'number' ? value : 0;
};

/** A balance that must never fall below zero: the smallest state in which a stale decision shows. */
export const accountDecider: Decider = {
  stateVersion: '1',
  decide: (state, { type, key, payload }, now) => {
    if (type === 'Break') throw new Error('the rule is broken');
    const amount = numberOf(payload, 'amount');
    if ((state.get<number>(key) ?? 0) + amount < 0) return { out: 'rejected', faults: [{ code: 'PROHIBITED' }] };
    const note = payload['note'];
    const d = { amount, at: now };
    return { out: 'accepted', events: [{ t: 'account.changed', tv: 1, s: `account/${key}`, d, ...(typeof note === 'string' ? { p: { note } } : {}) }] };
  },
  evolve: (draft, { t, s, d }) => {
    if (t !== 'account.changed') throw new Error(`${t} is not known`);
    const key = s.slice('account/'.length);
    draft.set(key, (draft.get<number>(key) ?? 0) + numberOf(d, 'amount'));
  },
};

export const addCommand = (id: string, amount: number, more: Partial<Command> & Readonly<{ note?: string }> = {}): Command => {
  const { note, ...rest } = more;
  return { id, type: 'Add', key: 'OHCOP0000', by, payload: { amount, ...(note === undefined ? {} : { note }) }, deadline: Number.MAX_SAFE_INTEGER, ...rest };
};
