import { describe, expect, it } from '@jest/globals';
import { rivalLoad, type Submit } from './rival-load.js';

/** Decides each command once, whoever brings it, and leaves every third request unanswered at first. */
const honest = (): Submit => {
  const decided = new Map<string, number>();
  let requests = 0;
  return (id) => {
    requests += 1;
    if (requests % 3 === 0) return Promise.resolve({ kind: 'again', afterMs: 1 });
    const seq = decided.get(id) ?? decided.size + 1;
    decided.set(id, seq);
    return Promise.resolve({ kind: 'done', seq });
  };
};

describe('the load of rival clients', () => {
  it('has every command answered in the end, half of them by both writers', async () => {
    const submit = honest();
    const load = rivalLoad([submit, submit], 2);
    await load.more(40);
    const { acknowledged, contradictions } = await load.end();

    const shared = [...acknowledged.keys()].filter((id) => id.startsWith('shared-')).length;
    expect(contradictions).toEqual([]);
    expect(load.acknowledgements()).toBeGreaterThanOrEqual(40);
    expect(acknowledged.size).toBeLessThan(load.acknowledgements());
    expect(shared).toBeGreaterThan(0);
  });

  it('notices when two acknowledgements contradict each other', async () => {
    let seq = 0;
    const liar: Submit = () => Promise.resolve({ kind: 'done', seq: (seq += 1) });
    const load = rivalLoad([liar, liar], 1);
    await load.more(4);

    expect((await load.end()).contradictions[0]).toMatch(/^shared-0-0 was acknowledged at \d and at \d$/);
  });

  it('measures the longest time without an answer', async () => {
    let wait = 0;
    const slow: Submit = async () => {
      await new Promise((resolve) => setTimeout(resolve, wait));
      return { kind: 'done', seq: 1 };
    };
    const load = rivalLoad([slow], 1);
    await load.more(2);
    load.longestPauseMs();
    wait = 120;
    await load.more(1);

    expect(load.longestPauseMs()).toBeGreaterThan(60);
    await load.end();
  });

  it('fails when a writer does', async () => {
    const load = rivalLoad([() => Promise.reject(new Error('halted'))], 1);
    await expect(load.more(1)).rejects.toThrow('halted');
    await expect(load.end()).rejects.toThrow('halted');
  });
});
