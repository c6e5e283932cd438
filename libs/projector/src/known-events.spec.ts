import { describe, expect, it } from '@jest/globals';
import type { OpenedEvent } from '@statewire/ledger';
import { knownEvents } from './known-events.js';

const event = (tv: number, t = 'note.made'): OpenedEvent => ({ t, tv, s: 'note/1', sv: 1, d: { seen: '' } });
const mark = (by: string) => (older: OpenedEvent) => ({ ...older, d: { seen: `${String(older.d['seen'])}${by}` } });
const known = knownEvents([{ t: 'note.made', tv: 3, up: [mark('a'), mark('b')] }]);

describe('an event of an older version', () => {
  it('takes every step up to the newest', () => {
    expect(known.upcast(event(1))).toEqual({ ...event(3), d: { seen: 'ab' } });
    expect(known.upcast(event(2))).toEqual({ ...event(3), d: { seen: 'b' } });
  });

  it('is left alone when it is not older', () => {
    expect(known.upcast(event(3))).toEqual(event(3));
  });
});

describe('an event that a reader is too old for', () => {
  it.each([['its type', event(1, 'note.burnt')], ['its version', event(4)]])('is refused for %s', (_what, stranger) => {
    expect(() => known.upcast(stranger)).toThrow(expect.objectContaining({ code: 'projector/unknown-event', canRetry: false }));
  });
});

describe('the registry of events', () => {
  it('knows the seals of every ledger', () => {
    expect(knownEvents([]).upcast(event(1, 'chain.sealed')).t).toBe('chain.sealed');
  });

  it('refuses a type with a step missing', () => {
    expect(() => knownEvents([{ t: 'note.made', tv: 3, up: [mark('a')] }])).toThrow('not one step less');
  });
});
