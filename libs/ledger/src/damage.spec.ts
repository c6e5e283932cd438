import { describe, expect, it } from '@jest/globals';
import { damageOf, frame, genesis } from './index.js';

const part = { ledger: 'vehicles', gen: 1, index: 0 };
const body = { by: { ori: 'OHCOP0000', device: 'COL1', user: 'col1' }, cv: '2026.11', out: 'accepted', ev: [] } as const;
const framed = (prev: string, seq: number) => frame({ prev, seq, w: `sw/${String(seq)}`, at: '2026-11-21T04:10:05.123Z', k: '' }, body);

describe('a void record of a log on its own disk', () => {
  const start = genesis('inst', part);
  const first = framed(start.head, 1);
  const state = { next: 1n, seq: 1, head: first.hash, headOffset: 0n };
  const at = (bytes: Uint8Array) => ({ offset: 1n, value: bytes });
  const altered = (bytes: Uint8Array, place: number) => Buffer.from(bytes).map((byte, index) => (index === place ? byte ^ 1 : byte));
  const second = framed(first.hash, 2).bytes;

  it('was altered where its body has another hash, its head is none, or it links nowhere', () => {
    expect(damageOf(part, state, at(altered(second, second.length - 5)))).toMatchObject({ code: 'ledger/damaged', canRetry: false });
    expect(damageOf(part, state, at(altered(second, 2)))?.message).toContain('vehicles.g1/0: the record at offset 1, behind commit 1');
    expect(damageOf(part, state, at(altered(second, 20)))).toBeDefined();
  });

  it('tells that the commit before it was altered, when it links to that as it was', () => {
    expect(damageOf(part, { ...state, head: 'A'.repeat(43) }, at(second))).toBeDefined();
  });

  it('is a late attempt where it is numbered no higher than the head', () => {
    expect(damageOf(part, state, at(framed(start.head, 1).bytes))).toBeUndefined();
    expect(damageOf(part, state, at(second))).toBeUndefined();
  });
});
