import { describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { Turns } from './turns.js';

describe('work that is taken in turns', () => {
  it('is done one after another under a key, whatever became of the one before, and at once under others', async () => {
    const turns = new Turns();
    const done: string[] = [];
    const work = (name: string, ms: number) => async (): Promise<void> => {
      await sleep(ms);
      done.push(name);
      if (name === 'failing') throw new Error(name);
    };
    const all = [turns.take('a', work('failing', 30)), turns.take('a', work('second', 0)), turns.take('b', work('other', 0))];
    expect((await Promise.allSettled(all)).map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
    expect(done).toEqual(['other', 'failing', 'second']);
  });
});
