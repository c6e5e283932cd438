import { describe, expect, it } from '@jest/globals';
import { CommandQueue, inDoubt, inLineMax } from './command-queue.js';
import type { Answer } from './decider.port.js';
import { addCommand } from './simulation/account.decider.js';

const now = '2026-11-21T04:10:05.123Z';
const endless = Number.MAX_SAFE_INTEGER;

const queueOf = () => {
  const queue = new CommandQueue();
  const answers: Record<string, Answer> = {};
  const add = (id: string, deadline = endless): void => {
    void queue.add(addCommand(id, 1, { deadline })).then((answer) => { answers[id] = answer; });
  };
  const take = (max = 100): string[] => queue.take(max, now).map(({ command }) => command.id);
  return { queue, add, take, answers };
};
const settled = (): Promise<void> => new Promise((resolve) => { setImmediate(resolve); });

describe('a line of commands', () => {
  it('is left by those whose deadline has passed, also when nobody takes any', async () => {
    const { queue, add, take, answers } = queueOf();
    for (const [id, deadline] of [['a', 10], ['b', endless], ['c', 10], ['d', 20]] as const) add(id, deadline);
    queue.expire(10);
    await settled();

    expect([queue.ready, queue.size, answers]).toEqual([2, 2, { a: inDoubt, c: inDoubt }]);
    add('a');
    expect(take()).toEqual(['b', 'd', 'a']);
    expect(queue.ready).toBe(0);
  });

  it('is not left by a command for which another still waits', async () => {
    const { queue, add, take, answers } = queueOf();
    add('a', 10);
    add('a');
    queue.expire(10);
    await settled();

    expect([queue.ready, answers, take()]).toEqual([1, { a: inDoubt }, ['a']]);
  });

  it('keeps the order of those that were given back', () => {
    const { queue, add, take } = queueOf();
    for (const id of ['a', 'b', 'c', 'd', 'e']) add(id, id === 'd' ? 10 : endless);
    const taken = queue.take(2, now);
    queue.expire(10);
    queue.giveBack(taken);

    expect(take()).toEqual(['a', 'b', 'c', 'e']);
  });

  it('answers at once when it is full, but for a command that is in it', async () => {
    const { queue, add, take, answers } = queueOf();
    for (let n = 0; n < inLineMax; n += 1) add(`c${String(n)}`, 10);
    add('late');
    add('c0');
    await settled();
    expect([queue.ready, answers]).toEqual([inLineMax, { late: inDoubt }]);

    queue.expire(10);
    add('next');
    expect(take()).toEqual(['c0', 'next']);
  });
});
