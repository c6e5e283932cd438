import { beforeEach, describe, expect, it } from '@jest/globals';
import { genesis } from './chain.js';
import { checkHead, checkSince, voidWatch, type VoidWatch } from './divergence.js';
import type { ChainState } from './events.js';
import { frame, type Frame } from './frame.js';
import { advance, judge } from './judge.js';
import { memoryLogDriver, type MemoryLogDriver } from './log-driver.memory.js';

const part = { ledger: 'vehicles', gen: 1, index: 0 };
const by = { ori: 'OHCOP0000', device: 'TST0001', user: 'jdoe' };
const commitOn = ({ head, seq }: Readonly<{ head: string; seq: number }>, w: string): Frame =>
  frame({ prev: head, seq: seq + 1, w, at: '2026-11-21T04:10:05.123Z', k: '' }, { by, cv: '', out: 'accepted', ev: [] });
const after = (state: ChainState, { bytes }: Frame, offset: bigint): ChainState =>
  advance(state, { offset, value: bytes }, judge(state, { offset, value: bytes }));

describe('the check of a head', () => {
  const start = genesis('inst', part);
  const [one, rival] = [commitOn(start, 'a/1'), commitOn(start, 'b/1')];
  const read = after(start, one, 0n);
  let driver: MemoryLogDriver;

  beforeEach(async () => {
    driver = memoryLogDriver();
    await driver.create('vehicles', 1, 1);
    await driver.append(part, [one.bytes, rival.bytes]);
  });

  it('finds the head where it was read', async () => {
    expect(await checkHead(driver, part, read)).toBe('intact');
    expect(await checkHead(driver, part, start)).toBe('intact');
  });

  it('finds that the log ends just there', async () => {
    driver.cut(part, 0n);

    expect(await checkHead(driver, part, read)).toBe('diverged');
  });

  it('finds that the log ends before it', async () => {
    driver.cut(part, 0n);
    await driver.append(part, [rival.bytes]);

    expect(await checkHead(driver, part, { ...read, headOffset: 5n })).toBe('diverged');
  });

  it('finds another commit in its place', async () => {
    driver.cut(part, 0n);
    await driver.append(part, [rival.bytes]);

    expect(await checkHead(driver, part, read)).toBe('diverged');
  });

  it.each([0.5, 2, 1e15])('finds that the commit in its place has not that number: %d', async (seq) => {
    expect(await checkHead(driver, part, { ...read, seq })).toBe('diverged');
  });

  it('is unsure while the log does not show the place', async () => {
    const lagging = { ...driver, fetch: () => Promise.resolve({ records: [], end: 0n }) };

    expect(await checkHead(lagging, part, read)).toBe('unsure');
  });

  it('does not take a failing log for a cut one', async () => {
    const broken = { ...driver, fetch: () => Promise.reject(new Error('connection lost')) };

    await expect(checkHead(broken, part, read)).rejects.toThrow('connection lost');
  });
});

describe('the check since an earlier commit', () => {
  const start = genesis('inst', part);
  const one = commitOn(start, 'a/1');
  const read = after(start, one, 0n);
  const two = commitOn(read, 'a/2');
  const whole = after({ ...read, next: 2n }, two, 2n);
  const late = commitOn(start, 'b/1');
  let driver: MemoryLogDriver;

  beforeEach(async () => {
    driver = memoryLogDriver();
    await driver.create('vehicles', 1, 1);
    await driver.append(part, [one.bytes, late.bytes, two.bytes]);
  });

  it('finds all as it was read', async () => {
    expect(await checkSince(driver, part, start, whole)).toBe('intact');
    expect(await checkSince(driver, part, read, whole)).toBe('intact');
    expect(await checkSince(driver, part, whole, whole)).toBe('intact');
    expect(await checkSince(driver, part, start, start)).toBe('intact');
  });

  it('finds that the head lies in its place behind another commit', async () => {
    driver.cut(part, 1n);
    await driver.append(part, [commitOn(read, 'b/2').bytes, two.bytes]);

    expect(await checkHead(driver, part, whole)).toBe('intact');
    expect(await checkSince(driver, part, read, whole)).toBe('diverged');
    expect(await checkSince(driver, part, start, whole)).toBe('diverged');
  });

  it('finds that the earlier commit is another', async () => {
    driver.cut(part, 0n);
    await driver.append(part, [late.bytes, one.bytes, two.bytes]);

    expect(await checkSince(driver, part, read, whole)).toBe('diverged');
  });

  it('finds that the head is gone, and is unsure while the log does not show it', async () => {
    driver.cut(part, 2n);
    const lagging = { ...driver, fetch: () => Promise.resolve({ records: [], end: 0n }) };

    expect(await checkSince(driver, part, read, whole)).toBe('diverged');
    expect(await checkSince(lagging, part, read, whole)).toBe('unsure');
  });
});

describe('a void record', () => {
  const start = genesis('inst', part);
  const won = commitOn(start, 'a/1');
  const read = after(start, won, 0n);
  let watch: VoidWatch;
  const suspicious = ({ bytes }: Pick<Frame, 'bytes'>) => {
    const record = { offset: 1n, value: bytes };
    return watch.isSuspicious(record, judge(read, record));
  };

  beforeEach(() => {
    watch = voidWatch();
    watch.noteHead(start.head);
    watch.noteHead(read.head);
  });

  it('of a rival that came too late is no wonder, nor are those that follow it in its batch', () => {
    const late = commitOn(start, 'b/1');
    const second = commitOn({ head: late.hash, seq: 1 }, 'b/2');

    expect([suspicious(late), suspicious(second), suspicious(commitOn({ head: second.hash, seq: 2 }, 'b/3'))]).toEqual([false, false, false]);
  });

  it('that links to nothing ever seen is suspicious', () => {
    expect(suspicious(commitOn({ head: 'x'.repeat(43), seq: 1 }, 'b/1'))).toBe(true);
  });

  it('with damaged bytes is suspicious', () => {
    const next = commitOn(read, 'a/2');

    expect(suspicious({ bytes: Buffer.from('nonsense') })).toBe(true);
    expect(suspicious({ bytes: Buffer.concat([next.bytes, Buffer.from(' ')]) })).toBe(true);
  });

  it('is not one when it is valid', () => {
    expect(suspicious(commitOn(read, 'a/2'))).toBe(false);
  });

  it('links to a head that is not forgotten before 1,024 others', () => {
    const late = commitOn(start, 'b/1');
    for (let index = 0; index < 1022; index += 1) watch.noteHead(`head ${String(index)}`);
    expect(suspicious(late)).toBe(false);
    watch.noteHead('one more');
    watch.noteHead('and another');
    expect(suspicious(commitOn(start, 'c/1'))).toBe(true);
  });
});
