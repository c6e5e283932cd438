import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { committed, within } from './commit.js';

describe('a commit of LMDB', () => {
  const unheard: unknown[] = [];
  const hear = (cause: unknown): void => void unheard.push(cause);

  beforeEach(() => {
    unheard.length = 0;
    process.on('unhandledRejection', hear);
  });
  afterEach(() => {
    process.off('unhandledRejection', hear);
  });

  it('gives what was written', async () => {
    expect(await committed(Promise.resolve(7))).toBe(7);
  });

  it('that fails is told once, to who asked for it', async () => {
    const commitError = Promise.reject(new Error('the disk is full'));
    const cause = Object.assign(new Error('commit failed'), { commitError });

    await expect(committed(Promise.reject(cause))).rejects.toBe(cause);
    await pause(10);

    expect(unheard).toEqual([]);
  });

  it('that fails is not told by the writes within it', async () => {
    within(Promise.reject(new Error('commit failed')));
    await pause(10);

    expect(unheard).toEqual([]);
  });
});
