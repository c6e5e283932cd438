import { describe, expect, it } from '@jest/globals';
import { newBell } from './bell.js';

const { signal } = new AbortController();
const turn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

describe('a bell', () => {
  it('wakes whoever waits', async () => {
    const bell = newBell();
    const woken = bell.wait({ signal });
    bell.ring();

    await expect(woken).resolves.toBeUndefined();
  });

  it('wakes nobody for whom it is not enough yet, and all of them with its signal', async () => {
    const bell = newBell();
    const stopping = new AbortController();
    const heard: string[] = [];
    let come = 1;
    void bell.wait({ signal, enough: () => come >= 2 }).then(() => heard.push('two'));
    void bell.wait({ signal: stopping.signal, enough: () => come >= 3 }).then(() => heard.push('stopped'));
    bell.ring();
    await turn();
    expect(heard).toEqual([]);

    come = 2;
    bell.ring();
    await turn();
    expect(heard).toEqual(['two']);

    stopping.abort();
    await turn();
    expect(heard).toEqual(['two', 'stopped']);
  });
});
