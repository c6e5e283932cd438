import { describe, expect, it } from '@jest/globals';
import type { CommitHead } from '@statewire/ledger';
import { Dedup } from './dedup.js';

const head = (cmd: string, at: string, seq: number): CommitHead => ({ v: 1, prev: '', seq, w: 'w/1', at, cmd, k: 'OH1', n: 0, bh: '' });
const day = (number: number, hour = '00'): string => `2026-11-${String(number).padStart(2, '0')}T${hour}:00:00.000Z`;

describe('a decided command', () => {
  it('is forgotten once a later commit says that its window is over', () => {
    const dedup = new Dedup({});
    dedup.add(head('a', day(1), 1), 'accepted', 0n);
    dedup.add(head('b', day(4), 2), 'accepted', 1n);
    expect(dedup.get('a')).toBeDefined();
    dedup.add(head('c', day(4, '01'), 3), 'accepted', 2n);
    expect([dedup.get('a'), dedup.get('b')?.seq]).toEqual([undefined, 2]);
  });

  it('counts as forgotten after its window, also where nothing was committed since', () => {
    const dedup = new Dedup({});
    dedup.add(head('a', day(1), 1), 'accepted', 0n);
    expect([dedup.get('a', day(4))?.seq, dedup.get('a', day(4, '01'))]).toEqual([1, undefined]);
  });

  it('that came again after its window is the newest, and does not keep others from being forgotten', () => {
    const dedup = new Dedup({});
    dedup.add(head('a', day(1), 1), 'accepted', 0n);
    dedup.add(head('b', day(1, '02'), 2), 'accepted', 1n);
    dedup.add(head('a', day(4, '01'), 3), 'rejected', 2n);
    dedup.add(head('c', day(4, '03'), 4), 'accepted', 3n);
    expect([dedup.get('a')?.seq, dedup.get('b'), dedup.size]).toEqual([3, undefined, 2]);
  });

  it('is stored with its stretch of the chain, and gone from there once it is forgotten', () => {
    const dedup = new Dedup({});
    for (let seq = 1; seq <= 300; seq += 1) dedup.add(head(`c${String(seq)}`, day(seq <= 200 ? 1 : 2), seq), 'accepted', BigInt(seq));
    const [first, second, third] = [...dedup.takeDirty()];
    expect([first, second, third].map((pack) => dedup.pack(pack!).length)).toEqual([127, 128, 45]);

    dedup.add(head('late', day(4, '12'), 301), 'accepted', 301n);
    expect([...dedup.takeDirty()].sort()).toEqual([first, second, third]);
    expect(dedup.pack(first!)).toEqual([]);
    expect(dedup.pack(second!).map(([id]) => id).at(0)).toBe('c201');
  });

  it('that came again is found as the later one when it is read back', () => {
    const dedup = new Dedup({});
    dedup.load('a', { seq: 1, out: 'accepted', offset: 0n, at: day(1) });
    dedup.load('b', { seq: 2, out: 'accepted', offset: 1n, at: day(2) });
    dedup.load('a', { seq: 3, out: 'rejected', offset: 2n, at: day(4, '01') });
    dedup.add(head('c', day(5, '01'), 4), 'accepted', 3n);
    expect([dedup.get('a')?.seq, dedup.get('b')]).toEqual([3, undefined]);
  });

  it('that is kept is never forgotten', () => {
    const dedup = new Dedup({ keeps: ({ cmd }) => cmd === 'a' });
    dedup.add(head('a', day(1), 1), 'accepted', 0n);
    dedup.add(head('b', day(20), 2), 'accepted', 1n);
    expect(dedup.get('a', day(28))?.seq).toBe(1);
  });
});
