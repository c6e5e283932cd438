import { beforeAll, describe, expect, it } from '@jest/globals';
import { frame } from '@statewire/ledger';
import { makeSealKey, sealSigner, type SignedSeal } from '@statewire/seals';
import { appendSeal } from '../export/append-seal.js';
import { beginning, enter, entry, installation, isSigned, ledgerOf, part, sealedLedger } from '../test/sealed-ledger.js';
import { reportText } from './report-text.js';
import { verifyLedgers, type LedgersOptions } from './verify-ledgers.js';
import { verifyPartition } from './verify-partition.js';

const ledgers = [{ ledger: part.ledger, gen: 1, partitions: 1 }];
let frames: readonly Uint8Array[];
let copies: readonly SignedSeal[];

beforeAll(async () => {
  ({ frames, copies } = await sealedLedger());
});

const verify = async (records: readonly Uint8Array[], given: Partial<LedgersOptions> = {}) =>
  verifyLedgers({ driver: await ledgerOf(records), installation, ledgers, rivals: false, isSigned, copies, ...given });
const firstProblem = async (records: readonly Uint8Array[], given?: Partial<LedgersOptions>) => (await verify(records, given)).problems[0];

const textOf = (value: Uint8Array): string => Buffer.from(value).toString('latin1');
const lineEndOf = (value: Uint8Array): number => textOf(value).indexOf('\n');
const flipped = (value: Uint8Array, byte: number): Uint8Array => Uint8Array.from(value, (was, at) => (at === byte ? was ^ 1 : was));
const replaced = (index: number, value: Uint8Array): readonly Uint8Array[] => frames.map((frame, at) => (at === index ? value : frame));

describe('verify, of a whole ledger', () => {
  it('finds nothing wrong and tells how far it is sealed', async () => {
    const report = await verify(frames);

    expect(report.problems).toEqual([]);
    expect(reportText(report)).toBe(
      'vehicles.g1/0: 23 commits, 2 seals, up to commit 21\nThe ledger verifies: 23 commits in 1 partitions.',
    );
  });
});

describe('verify, of a ledger with one record altered', () => {
  it.each([
    ['its version', () => 5, 1],
    ['what it links to', () => 20, 1],
    ['its number', () => 66, 1],
    ['the name of its writer', (text: string) => text.indexOf('"w":"') + 6, 1],
    ['a quote between its fields', (text: string) => text.indexOf('","at"'), 1],
    ['its instant', (text: string) => text.indexOf('"at":"') + 8, 1],
    ['its home key', (text: string) => text.indexOf('"k":"') + 6, 1],
    ['its count of events', (text: string) => text.indexOf('"n":') + 4, 1],
    ['the hash of its body', (text: string) => text.indexOf('"bh":"') + 9, 1],
    ['its first brace', () => 0, 1],
    ['the first byte of its body', (text: string) => text.indexOf('\n') + 1, 2],
    ['its data', (text: string) => text.indexOf('GHX4471'), 2],
    ['its last byte', (text: string) => text.length - 1, 2],
  ])('names the very byte when it was %s', async (_what, place, line) => {
    const byte = place(textOf(frames[7]!));

    expect(await firstProblem(replaced(7, flipped(frames[7]!, byte)))).toMatchObject({ kind: 'altered', offset: 7n, seq: 8, line, byte });
  });

  it('names the record when it was shortened, and the place where its first line ends too early', async () => {
    expect(await firstProblem(replaced(7, frames[7]!.subarray(0, 100)))).toMatchObject({ kind: 'altered', offset: 7n, seq: 8, line: 1, byte: 100 });
    expect(await firstProblem(replaced(7, frames[7]!.subarray(0, -3)))).toMatchObject({ kind: 'altered', offset: 7n, seq: 8, line: 2 });
  });

  it('names the line end when that was altered', async () => {
    const byte = lineEndOf(frames[7]!);

    expect(await firstProblem(replaced(7, flipped(frames[7]!, byte)))).toMatchObject({ offset: 7n, seq: 8, line: 1, byte });
  });

  it('sees the first record too, and in the last one what it is bound by', async () => {
    expect(await firstProblem(replaced(0, flipped(frames[0]!, 30)))).toMatchObject({ offset: 0n, seq: 1, byte: 30 });
    expect(await firstProblem(replaced(22, flipped(frames[22]!, 40)))).toMatchObject({ offset: 22n, seq: 23, line: 1, byte: 40 });
    expect(await firstProblem(replaced(22, flipped(frames[22]!, 66)))).toMatchObject({ offset: 22n, seq: 23, line: 1, byte: 66 });
    const byte = frames[22]!.length - 9;
    expect(await firstProblem(replaced(22, flipped(frames[22]!, byte)))).toMatchObject({ offset: 22n, seq: 23, line: 2, byte });
  });
});

describe('verify, of a ledger whose records were moved about', () => {
  const swap = (one: number, other = one + 1): readonly Uint8Array[] => frames.map((frame, at) => (at === one ? frames[other]! : at === other ? frames[one]! : frame));
  const without = (index: number): readonly Uint8Array[] => frames.filter((_frame, at) => at !== index);
  const doubled = (index: number): readonly Uint8Array[] => frames.flatMap((frame, at) => (at === index ? [frame, frame] : [frame]));

  it.each([
    ['one was dropped', () => without(4), { kind: 'missing', offset: 4n, seq: 5 }],
    ['the first was dropped', () => without(0), { kind: 'missing', offset: 0n, seq: 1 }],
    ['two were swapped', () => swap(4), { kind: 'misplaced', offset: 4n, seq: 5 }],
    ['two were swapped that others part', () => swap(3, 5), { kind: 'misplaced', offset: 3n, seq: 4, says: 'commit 6 stands before commit 4' }],
    ['the first and the last were swapped', () => swap(0, 22), { kind: 'misplaced', offset: 0n, seq: 1 }],
    ['one was moved to the end', () => [...without(4), frames[4]!], { kind: 'misplaced', offset: 4n, seq: 5 }],
    ['two were swapped, and one between them was dropped', () => swap(3, 6).filter((frame) => frame !== frames[5]), { kind: 'misplaced', offset: 3n, seq: 4 }],
    ['one was dropped, and a later one moved before it', () => swap(4, 6).filter((frame) => frame !== frames[4]), { kind: 'missing', offset: 4n, seq: 5 }],
    ['one stands twice', () => doubled(4), { kind: 'repeated', offset: 5n, seq: 5 }],
    ['its end was cut', () => frames.slice(0, 15), { kind: 'cut', offset: 15n, seq: 16 }],
    ['the seal itself was cut', () => frames.slice(0, 21), { kind: 'cut', offset: 21n, seq: 22 }],
    ['everything was cut', () => [], { kind: 'cut', offset: 0n, seq: 1 }],
  ])('names the place when %s', async (_what, records, place) => {
    expect(await firstProblem(records())).toMatchObject(place);
  });

  it.each([[4, 5], [3, 5], [3, 9]])('names the place among rivals too, when %d and %d were swapped', async (one, other) => {
    expect(await firstProblem(swap(one, other), { rivals: true })).toMatchObject({ kind: 'misplaced', offset: BigInt(one), seq: one + 1 });
  });

  it('misses a partition that a kept seal speaks of', async () => {
    const { problems } = await verify(frames, { copies: [...copies, { ...copies[0]!, partition: 3 }] });

    expect(problems).toEqual([expect.objectContaining({ part: { ...part, index: 3 }, kind: 'cut', seq: 1 })]);
  });

  it('does not see a cut after the last seal', async () => {
    expect(await firstProblem(frames.slice(0, 22))).toBeUndefined();
  });

  it('sees that it is the ledger of another installation', async () => {
    expect(await firstProblem(frames, { installation: 'another', copies: [] })).toMatchObject({ kind: 'foreign', offset: 0n, seq: 1, byte: 15 });
  });
});

/** What somebody writes who can rewrite the whole log, but does not hold the seal key. */
const rewritten = async (key = makeSealKey()) => {
  const driver = await ledgerOf([]);
  const forger = sealSigner(key.privateKeyPem);
  await enter(driver, 9);
  const report = await verifyPartition({ driver, installation, part, rivals: false });
  await driver.append(part, [entry(report.chain, 'forged').bytes]);
  const whole = await verifyPartition({ driver, installation, part, rivals: false });
  await appendSeal(whole, { driver, installation, signer: forger, attempt: 'forger/1', time: '2026-11-21T04:10:05.123Z' });
  return { records: driver.records(part).map(({ value }) => value) };
};

describe('verify, of a history that was rewritten from end to end', () => {
  it('sees that another key sealed it', async () => {
    const { records } = await rewritten();

    expect(await firstProblem(records)).toMatchObject({ kind: 'seal', offset: 10n, seq: 11, says: expect.stringContaining('signature') });
  });

  it('sees without a key that it is not the history whose seals were kept', async () => {
    const { records } = await rewritten();

    expect(await firstProblem(records, { isSigned: () => true })).toMatchObject({ kind: 'seal-copy', seq: 11 });
  });

  it('sees that an old seal was put over other commits', async () => {
    const { records } = await rewritten();
    const driver = await ledgerOf(records.slice(0, 10));
    const { chain } = await verifyPartition({ driver, installation, part, rivals: false });
    const event = { t: 'chain.sealed', tv: 1, s: 'chain/vehicles.g1/0', sv: 1, d: { ...copies[0]! } };
    const forged = frame(
      { prev: chain.head, seq: 11, w: 'forger/2', at: '2026-11-21T04:10:05.123Z', k: '' },
      { by: { ori: '', device: 'x', user: 'system' }, cv: '1', out: 'accepted', ev: [event] },
    );
    await driver.append(part, [forged.bytes]);

    expect((await verifyLedgers({ driver, installation, ledgers, rivals: false, isSigned, copies })).problems[0]).toMatchObject({
      kind: 'seal', offset: 10n, seq: 11, says: 'commits 1 to 10 are not those that were sealed',
    });
  });
});

describe('verify, of a ledger with rival writers', () => {
  const lost = entry(beginning, 'rival/1');
  const lostToo = entry({ seq: lost.head.seq, head: lost.hash }, 'rival/2');

  it('counts void records and takes none for damage', async () => {
    const records = [...frames.slice(0, 5), lost.bytes, lostToo.bytes, ...frames.slice(5), frames[3]!, lost.bytes, lostToo.bytes];
    const report = await verify(records, { rivals: true });

    expect(report.problems).toEqual([]);
    expect(report.parts[0]?.voids).toEqual({ malformed: 0, 'body-hash': 0, prev: 5, seq: 0 });
  });

  it('passes over noise, as long as commits follow it', async () => {
    expect(await firstProblem([...frames.slice(0, 5), Buffer.from('noise'), ...frames.slice(5)], { rivals: true })).toBeUndefined();
  });

  it('still names the first wrong place of a chain that ends in void records', async () => {
    const swapped = frames.map((frame, at) => (at === 4 ? frames[5]! : at === 5 ? frames[4]! : frame));

    expect(await firstProblem(swapped, { rivals: true })).toMatchObject({ offset: 4n, seq: 5 });
    expect(await firstProblem(replaced(7, flipped(frames[7]!, 80)), { rivals: true })).toMatchObject({ offset: 7n, seq: 8, byte: 80 });
  });
});
