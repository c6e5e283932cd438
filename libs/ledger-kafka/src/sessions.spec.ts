import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Link } from './link.js';
import { sessions, type Sessions } from './sessions.js';

const place = { topic: 'journal.g1', index: 0, name: 'journal.g1/0' };
const newLink = (): Link => ({ exchange: () => Promise.reject(new Error('not asked')), isBroken: () => false, destroy: () => {} });

describe('the session of a partition', () => {
  const [link, poll] = [newLink(), newLink()];
  let sessionOf: Sessions;
  let first: number;

  beforeEach(() => {
    sessionOf = sessions();
    first = sessionOf(place, 'read', link, 3);
  });

  it('stays while the connection and the leader stay', () => {
    expect(sessionOf(place, 'read', link, 3)).toBe(first);
  });

  it('is another on a new connection', () => {
    expect(sessionOf(place, 'read', newLink(), 3)).not.toBe(first);
  });

  it('is another behind another leader, also on the same connection', () => {
    expect(sessionOf(place, 'read', link, 4)).not.toBe(first);
  });

  it('is another when a connection for a second purpose is opened, and stays while the two take turns', () => {
    const second = sessionOf(place, 'poll', poll, 3);

    expect(second).not.toBe(first);
    expect([sessionOf(place, 'read', link, 3), sessionOf(place, 'poll', poll, 3)]).toEqual([second, second]);
  });

  it('is known to every purpose when the connection of one is another', () => {
    const second = sessionOf(place, 'poll', poll, 3);
    const third = sessionOf(place, 'read', newLink(), 3);

    expect(sessionOf(place, 'poll', poll, 3)).toBe(third);
    expect(third).not.toBe(second);
  });

  it('is never one that was', () => {
    const numbers = [newLink(), link, newLink(), link].map((one) => sessionOf(place, 'read', one, 3));

    expect(new Set([first, ...numbers]).size).toBe(5);
  });

  it('is the partition’s own', () => {
    sessionOf({ ...place, name: 'journal.g1/1' }, 'read', newLink(), 9);

    expect(sessionOf(place, 'read', link, 3)).toBe(first);
  });
});
