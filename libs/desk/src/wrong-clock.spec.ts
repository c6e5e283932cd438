import { describe, expect, it } from '@jest/globals';
import { memoryKeyRing } from '@statewire/keyring';
import { memoryLogDriver, type CommitHead } from '@statewire/ledger';
import fc from 'fast-check';
import { Dedup, dedupWindowMs } from './dedup.js';
import type { Desk } from './desk.port.js';
import { openDesk } from './desk.js';
import { accountDecider, addCommand } from './simulation/account.decider.js';
import { memorySnapshots } from './snapshots.memory.js';

const hourMs = 3_600_000;
const packCommits = 128;
const startMs = Date.parse('2026-11-01T00:00:00.000Z');
const at = (hours: number): string => new Date(startMs + hours * hourMs).toISOString();
const head = (seq: number, hours: number): CommitHead => ({ v: 1, prev: '', seq, w: 'w/1', at: at(hours), cmd: `c${String(seq)}`, k: 'OH1', n: 0, bh: '' });
const nothing = (): undefined => undefined;

const restarted = (dedup: Dedup, packs: number): Dedup => {
  const stored = Array.from({ length: packs }, (_, number) => dedup.pack(number));
  const read = new Dedup({}, (number) => stored[number]?.commands);
  for (const [number, pack] of stored.entries()) if (pack !== undefined) read.load(number, pack.index);
  return read;
};
const heldPacks = (dedup: Dedup, packs: number): readonly number[] =>
  Array.from({ length: packs }, (_, number) => number).filter((number) => dedup.pack(number) !== undefined);

describe('what was decided while a clock was wrong', () => {
  const known = (dedup: Dedup, seqs: readonly number[], hours: number) => seqs.map((seq) => dedup.get(`c${String(seq)}`, at(hours))?.seq);

  it.each([['ahead', 30 * 24], ['behind', -30 * 24], ['years ahead', 24_000]])('is known once it is put right, with what came before and after: %s', (_, wrong) => {
    const dedup = new Dedup({}, nothing);
    for (const [seq, hours] of [[1, 0], [2, 1], [3, 2 + wrong], [4, 3], [5, 4]] as const) dedup.add(head(seq, hours), 'accepted', 0n);
    expect(known(dedup, [1, 2, 3, 4, 5], 5)).toEqual([1, 2, 3, 4, 5]);
    expect(known(dedup, [1, 2, 4, 5], 75)).toEqual([undefined, undefined, 4, 5]);
  });

  it('does not keep others from being forgotten in their time', () => {
    const dedup = new Dedup({}, nothing);
    for (const [seq, hours] of [[1, 0], [2, 700], [300, 1]] as const) dedup.add(head(seq, hours), 'accepted', 0n);
    expect(known(dedup, [1, 300], 73)).toEqual([undefined, 300]);
    expect(known(dedup, [1, 300], 74)).toEqual([undefined, undefined]);
  });

  /** Stretches of the true time; in the odd ones the clock is wrong. */
  const times = fc.array(fc.record({ packs: fc.integer({ min: 1, max: 20 }), wrongHours: fc.integer({ min: 1, max: 2_000 }) }), { minLength: 1, maxLength: 8 });

  it.each([['ahead', 1], ['behind', -1]])('is known for its window after any number of times: %s, read back or not', (_, sign) => {
    fc.assert(
      fc.property(times, fc.integer({ min: 1, max: 6 }), fc.boolean(), (stretches, hoursOfPack, restarts) => {
        let dedup = new Dedup({}, nothing);
        const other = new Dedup({}, nothing);
        /** As the clock said, or where it was behind as it had said last when it was right. */
        const hoursOf = new Map<number, number>();
        let packs = 0;
        let rightHours = 0;
        const add = (wrongHours: number): void => {
          const [seq, hours] = [packs * packCommits, packs * hoursOfPack];
          for (const each of [dedup, other]) each.add(head(seq, hours + sign * wrongHours), 'accepted', 0n);
          if (wrongHours === 0) rightHours = hours;
          hoursOf.set(seq, sign > 0 ? hours : rightHours);
          packs += 1;
        };
        for (const { packs: count, wrongHours } of stretches) {
          for (let n = 0; n < count; n += 1) add(0);
          for (let n = 0; n < Math.min(count, 48 / hoursOfPack); n += 1) add(wrongHours);
          if (restarts) dedup = restarted(dedup, packs);
          add(0);
          const now = (packs - 1) * hoursOfPack;
          for (const [seq, hours] of hoursOf) if (now - hours <= dedupWindowMs / hourMs) expect(known(dedup, [seq], now)).toEqual([seq]);
        }
        expect(heldPacks(dedup, packs)).toEqual(heldPacks(other, packs));
      }),
      { numRuns: 30 },
    );
  });

  it.each([
    ['in turn', (pack: number) => (pack % 2) * 700],
    ['ever further', (pack: number) => pack * 100],
    ['once, for years', (pack: number) => (pack === 50 ? 90_000 : 0)],
    ['never', () => 0],
  ])('does not make what is held grow for ever: a clock that is wrong %s', (_, wrongHours) => {
    const packs = 2_000;
    const dedup = new Dedup({}, nothing);
    for (let pack = 0; pack < packs; pack += 1) dedup.add(head(pack * packCommits, pack + wrongHours(pack)), 'accepted', 0n);
    expect(heldPacks(dedup, packs).length).toBeLessThan(220);
  });
});

describe('a desk whose clock was a month ahead for one command', () => {
  it.each(['goes on', 'starts again', 'folds the log anew'])('knows once it is put right what was decided: it %s', async (how) => {
    let now = at(0);
    const driver = memoryLogDriver();
    await driver.create('vehicles', 1, 1);
    const [keyring, snapshots] = [memoryKeyRing(), memorySnapshots()];
    const started = async (store = snapshots): Promise<Desk> => {
      const desk = openDesk({
        driver, keyring, snapshots: store, clock: { now: () => now, simulated: false }, decider: accountDecider,
        part: { ledger: 'vehicles', gen: 1, index: 0 }, installation: 'inst', instance: 'sw-01', catalogueVersion: '2026.11',
      });
      await desk.start();
      return desk;
    };
    let desk = await started();
    for (const [id, hours] of [['before', 0], ['ahead', 30 * 24], ['after', 1]] as const) {
      now = at(hours);
      await desk.submit(addCommand(id, 1));
    }
    if (how !== 'goes on') {
      await desk.stop();
      desk = await started(how === 'starts again' ? snapshots : memorySnapshots());
    }

    for (const id of ['before', 'ahead', 'after']) expect(await desk.submit(addCommand(id, 1))).toMatchObject({ kind: 'done', repeated: true });
    now = at(74);
    for (const id of ['before', 'after']) expect(await desk.submit(addCommand(id, 1))).toMatchObject({ kind: 'done', repeated: false });
    await desk.stop();
  });
});
