import { describe, expect, it } from '@jest/globals';
import type { Commit } from '@statewire/ledger';
import { causedId } from './commands.js';

describe('the id of a command that a commit causes', () => {
  const commit = (hash: string): Commit => ({ position: { part: { ledger: 'vehicles', gen: 1, index: 3 }, seq: 88 }, hash }) as unknown as Commit;
  const [kept, cutOff] = [commit('q2Zr0-_aBcDeFgHiJkLmNoPqRsTuVwXyZ0123456789'), commit('AAAA0-_aBcDeFgHiJkLmNoPqRsTuVwXyZ0123456789')];

  it('is the same each time', () => {
    expect([causedId(kept, 'mail0'), causedId(kept, 'mail0')]).toEqual(['vehicles.1/3@88~q2Zr0-_a/mail0', 'vehicles.1/3@88~q2Zr0-_a/mail0']);
  });

  it('is another one for what came to lie where the log was cut: what that causes is not done yet', () => {
    expect(causedId(cutOff, 'mail0')).not.toBe(causedId(kept, 'mail0'));
  });
});
