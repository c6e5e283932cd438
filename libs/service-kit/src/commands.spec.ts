import { describe, expect, it } from '@jest/globals';
import { memoryBus } from '@statewire/bus';
import type { CommandAnswer, CommandMessage } from '@statewire/contracts';
import type { Commit } from '@statewire/ledger';
import { causedId, sendCommand } from './commands.js';

describe('a command in doubt', () => {
  const command = { id: 'c1', type: 'Count', key: 'k', by: { ori: 'OHCOP0000', device: 'COL1', user: 'col1' }, payload: {} } satisfies CommandMessage;
  const done: CommandAnswer = { kind: 'done', out: 'accepted', faults: [], events: [], position: 'vehicles.1/0@1', at: '2026-11-20T08:00:00.000Z', repeated: false };
  /** The owner of the ledger answers the first time that it does not know. */
  const owner = async (retryAfterMs: number) => {
    const asked: number[] = [];
    const bus = memoryBus();
    await bus.serve('vehicles', { submit: () => Promise.resolve(asked.push(performance.now()) === 1 ? { kind: 'in-doubt', retryAfterMs } : done) });
    return { bus, asked };
  };

  it('is sent again no sooner than its desk asks for', async () => {
    const { bus, asked } = await owner(300);

    expect(await sendCommand(bus, 'vehicles', command, 5_000)).toEqual(done);
    const [first = 0, second = 0] = asked;
    expect(second - first).toBeGreaterThan(295);
  });

  it('is given up at its end, whatever its desk asks for', async () => {
    const { bus, asked } = await owner(60_000);

    await expect(sendCommand(bus, 'vehicles', command, 100)).rejects.toMatchObject({ code: 'service-kit/in-doubt', canRetry: true });
    expect(asked).toHaveLength(1);
  });
});

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
