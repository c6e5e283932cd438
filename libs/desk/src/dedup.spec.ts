import { describe, expect, it } from '@jest/globals';
import type { CommitHead } from '@statewire/ledger';
import fc from 'fast-check';
import { Dedup, dedupWindowMs } from './dedup.js';

const head = (cmd: string, at: string, seq: number): CommitHead => ({ v: 1, prev: '', seq, w: 'w/1', at, cmd, k: 'OH1', n: 0, bh: '' });
const day = (number: number, hour = '00'): string => `2026-11-${String(number).padStart(2, '0')}T${hour}:00:00.000Z`;

const hoursAfter = (at: string, hours: number): string => new Date(Date.parse(at) + hours * 3_600_000).toISOString();

const nothing = (): undefined => undefined;

/** What was stored of all stretches so far, read back. */
const storedAnew = (dedup: Dedup): Dedup => {
  const packs = Array.from({ length: 100 }, (_, number) => dedup.pack(number));
  const read = new Dedup({}, (number) => packs[number]?.commands);
  for (const [number, pack] of packs.entries()) if (pack !== undefined) read.load(number, pack.index);
  return read;
};

describe('a decided command', () => {
  it('counts as forgotten after its window, whether anything was committed since or not', () => {
    const dedup = new Dedup({}, nothing);
    dedup.add(head('a', day(1), 1), 'accepted', 0n);
    expect([dedup.get('a', day(4))?.seq, dedup.get('a', day(4, '01'))]).toEqual([1, undefined]);
    dedup.add(head('b', day(4), 2), 'accepted', 1n);
    expect([dedup.get('a', day(4))?.seq, dedup.get('a', day(4, '01')), dedup.get('b', day(4, '01'))?.seq]).toEqual([1, undefined, 2]);
  });

  it('that came again after its window is the newest, and does not keep others from being forgotten', () => {
    const dedup = new Dedup({}, nothing);
    dedup.add(head('a', day(1), 1), 'accepted', 0n);
    dedup.add(head('b', day(1, '02'), 2), 'accepted', 1n);
    dedup.add(head('a', day(4, '01'), 3), 'rejected', 2n);
    dedup.add(head('c', day(4, '03'), 4), 'accepted', 3n);
    const now = day(4, '03');
    expect([dedup.get('a', now)?.seq, dedup.get('b', now), dedup.get('c', now)?.seq]).toEqual([3, undefined, 4]);
  });

  it('is stored with its stretch of the chain, and gone from there a while after all of that is forgotten', () => {
    const dedup = new Dedup({}, nothing);
    for (let seq = 1; seq <= 300; seq += 1) dedup.add(head(`c${String(seq)}`, day(seq <= 200 ? 1 : 2), seq), 'accepted', BigInt(seq));
    const packs = [...dedup.takeDirty()];
    expect(packs.map((pack) => dedup.pack(pack)?.commands.split('\n').length)).toEqual([127, 128, 45]);

    dedup.add(head('late', day(4, '12'), 301), 'accepted', 301n);
    expect([...dedup.takeDirty()]).toEqual([packs[2]]);
    expect(['c1', 'c127', 'c200'].map((id) => dedup.get(id, day(4, '12')))).toEqual([undefined, undefined, undefined]);
    expect(['c201', 'c300', 'late'].map((id) => dedup.get(id, day(4, '12'))?.seq)).toEqual([201, 300, 301]);
    for (let hours = 6; hours <= 90; hours += 6) dedup.add(head(`later${String(hours)}`, hoursAfter(day(4, '12'), hours), 301 + 128 * (hours / 6)), 'accepted', 0n);
    expect(packs.map((pack) => dedup.pack(pack) === undefined)).toEqual([true, false, false]);
  });

  it('that came again is found as the later one when it is read back', () => {
    const first = new Dedup({}, nothing);
    first.add(head('a', day(1), 1), 'accepted', 0n);
    first.add(head('b', day(2), 130), 'accepted', 1n);
    first.add(head('a', day(4, '01'), 260), 'rejected', 2n);
    const second = storedAnew(first);
    second.add(head('c', day(5, '01'), 261), 'accepted', 3n);
    const now = day(5, '01');
    expect([second.get('a', now), second.get('b', now)]).toEqual([{ seq: 260, out: 'rejected', offset: 2n, at: day(4, '01') }, undefined]);
  });

  it('is stored in the form in which snapshots hold it', () => {
    const stored = { commands: `a\t1\taccepted\t7\t${day(1)}\t0\nb\t2\trejected\t8\t${day(2)}\t0`, index: '1793577600000\tLCkM5OUtDOc=' };
    const first = new Dedup({}, nothing);
    first.add(head('a', day(1), 1), 'accepted', 7n);
    first.add(head('b', day(2), 2), 'rejected', 8n);
    const second = new Dedup({}, () => stored.commands);
    second.load(0, stored.index);

    expect(first.pack(0)).toEqual(stored);
    expect([second.get('a', day(2)), second.get('b', day(2))]).toEqual([{ seq: 1, out: 'accepted', offset: 7n, at: day(1) }, { seq: 2, out: 'rejected', offset: 8n, at: day(2) }]);
  });

  it('is told from others that have its hash', () => {
    // Both have the same 32 bits of FNV-1a.
    const [one, other] = ['costarring', 'liquid'];
    const dedup = new Dedup({}, nothing);
    dedup.add(head(one, day(1), 1), 'accepted', 0n);
    expect(dedup.get(other, day(1))).toBeUndefined();
    dedup.add(head(other, day(2), 200), 'accepted', 1n);
    expect([dedup.get(one, day(2))?.seq, dedup.get(other, day(2))?.seq]).toEqual([1, 200]);
    dedup.add(head('late', day(4, '12'), 400), 'accepted', 2n);
    expect([dedup.get(one, day(4, '12'))?.seq, dedup.get(other, day(4, '12'))?.seq]).toEqual([undefined, 200]);
  });

  const commit = fc.record({ id: fc.nat(12).map((n) => `c${String(n)}`), steps: fc.integer({ min: 1, max: 90 }), hours: fc.integer({ min: 0, max: 12 }) });

  it('is known exactly while its window lasts, stored and read back or not', () => {
    fc.assert(
      fc.property(fc.array(commit, { maxLength: 60 }), fc.array(fc.boolean(), { minLength: 60, maxLength: 60 }), (commits, restarts) => {
        let dedup = new Dedup({}, nothing);
        const model = new Map<string, Readonly<{ seq: number; ms: number }>>();
        let [seq, ms] = [0, Date.parse(day(1))];
        for (const [index, { id, steps, hours }] of commits.entries()) {
          seq += steps;
          ms += hours * 3_600_000;
          dedup.add(head(id, new Date(ms).toISOString(), seq), 'accepted', BigInt(seq));
          model.set(id, { seq, ms });
          if (restarts[index] === true) dedup = storedAnew(dedup);
          for (let n = 0; n <= 12; n += 1) {
            const id = `c${String(n)}`;
            const known = model.get(id);
            expect(dedup.get(id, new Date(ms).toISOString())?.seq).toBe(known !== undefined && known.ms >= ms - dedupWindowMs ? known.seq : undefined);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('is read from the store once its stretch is full and stored, and from memory before', () => {
    const store = new Map<number, string>();
    const read: number[] = [];
    const dedup = new Dedup({}, (number) => {
      read.push(number);
      return store.get(number);
    });
    for (let seq = 1; seq <= 300; seq += 1) dedup.add(head(`c${String(seq)}`, day(1), seq), 'accepted', BigInt(seq));
    for (const number of dedup.takeDirty()) store.set(number, dedup.pack(number)?.commands ?? '');
    const known = (...ids: string[]) => ids.map((id) => dedup.get(id, day(1))?.seq);
    expect([known('c1'), read]).toEqual([[1], []]);
    dedup.saved();
    dedup.add(head('c301', day(1), 301), 'accepted', 301n);

    expect(known('c1', 'c200', 'c301', 'other')).toEqual([1, 200, 301, undefined]);
    expect(read).toEqual([0, 1]);
    expect([known('c2', 'c201'), read]).toEqual([[2, 201], [0, 1]]);
  });

  it('is not told as it was read when its stretch went on after a start', () => {
    const first = new Dedup({}, nothing);
    first.add(head('a', day(1), 1), 'accepted', 0n);
    const dedup = storedAnew(first);
    const before = [dedup.get('a', day(1))?.seq, dedup.get('b', day(1))];
    dedup.add(head('b', day(1), 2), 'accepted', 1n);

    expect([before, dedup.get('a', day(1))?.seq, dedup.get('b', day(1))?.seq]).toEqual([[1, undefined], 1, 2]);
    dedup.add(head('c', day(9), 1_000), 'accepted', 2n);
    expect(dedup.get('a', day(9))).toBeUndefined();
  });
});
