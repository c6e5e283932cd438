import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from '@jest/globals';
import { unwrappedKeys } from './unwrapped-keys.js';

const bytes = (of: number): Uint8Array => new Uint8Array(32).fill(of);
const wiped = bytes(0);

describe('a key at hand', () => {
  const given = (key: Uint8Array | undefined): Uint8Array | undefined => key && Uint8Array.from(key);

  it('is forgotten before five minutes are over, used or not', () => {
    let now = 0;
    const keys = unwrappedKeys(() => now);
    keys.set('a', bytes(7));
    now = 239_999;
    expect([given(keys.get('a')), keys.has('a')]).toEqual([bytes(7), true]);
    now = 240_000;
    expect([keys.has('a'), keys.get('a')]).toEqual([false, undefined]);
    keys.close();
  });

  it('makes room for others when there are too many, again and again', () => {
    const keys = unwrappedKeys();
    for (let n = 0; n <= 120_000; n += 1) keys.set(String(n), bytes(n % 251));
    const at = (n: number) => given(keys.get(String(n)));

    expect([at(0), at(70_000), at(70_001), at(120_000)]).toEqual([undefined, undefined, bytes(70_001 % 251), bytes(120_000 % 251)]);
    keys.close();
  });

  it('leaves nothing behind, however many came and went before there were too many', () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const keys = unwrappedKeys();
    const comeAndGo = (from: number, to: number): number => {
      for (let n = from; n < to; n += 1) {
        keys.set(String(n), bytes(7));
        keys.forget(String(n - 1_000));
      }
      collect();
      return process.memoryUsage().heapUsed;
    };
    const grownBy = -comeAndGo(0, 2_000) + comeAndGo(2_000, 300_000);
    keys.close();

    expect(grownBy).toBeLessThan(1_000_000);
  });

  it('is the one set last, and others keep theirs', () => {
    const keys = unwrappedKeys();
    for (const [kid, of] of [['a', 1], ['b', 2], ['a', 3], ['c', 4]] as const) keys.set(kid, bytes(of));

    expect(['a', 'b', 'c'].map((kid) => given(keys.get(kid)))).toEqual([bytes(3), bytes(2), bytes(4)]);
    keys.close();
  });

  it('is taken over: what was given is wiped', () => {
    const keys = unwrappedKeys();
    const key = bytes(7);
    keys.set('a', key);

    expect([key, given(keys.get('a'))]).toEqual([wiped, bytes(7)]);
    keys.close();
  });

  it.each([
    ['it is to be forgotten', (keys: ReturnType<typeof unwrappedKeys>) => { keys.forget('a'); }],
    ['the ring is closed', (keys: ReturnType<typeof unwrappedKeys>) => { keys.close(); }],
  ])('is gone once %s, and wiped', (_, end) => {
    const keys = unwrappedKeys();
    keys.set('a', bytes(7));
    const key = keys.get('a');
    end(keys);

    expect([keys.get('a'), key]).toEqual([undefined, Buffer.from(wiped)]);
    keys.close();
  });
});
