import { describe, expect, it } from '@jest/globals';
import { oncePerKey } from './once-per-key.js';

describe('what is done once a key', () => {
  it('is done once, also for those who come side by side, and again for another key', async () => {
    const done: string[] = [];
    const once = oncePerKey(10);
    const act = (key: string) => once(key, () => Promise.resolve(done.push(key) > 0));
    await Promise.all([act('a'), act('a'), act('b')]);
    await act('a');
    expect(done).toEqual(['a', 'b']);
  });

  it.each([['fails', () => Promise.reject(new Error('not now'))], ['is not done yet', () => Promise.resolve(false)]])(
    'and %s is done again by the next, with whoever comes meanwhile', async (_, fails) => {
      const once = oncePerKey(10);
      let acts = 0;
      const act = (): Promise<boolean> => {
        acts += 1;
        return acts === 1 ? fails() : Promise.resolve(true);
      };
      await Promise.allSettled([once('a', act), once('a', act).catch(() => once('a', act))]);
      await once('a', act);
      await once('a', act);
      expect(acts).toBe(2);
    });
});
