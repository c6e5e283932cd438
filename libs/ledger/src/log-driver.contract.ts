import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { LogCut, type PartitionId } from './identity.js';
import { appendBytesMax, batchBytesMax, frameBytesMax } from './limits.js';
import type { LogDriver, RawRecord } from './log-driver.port.js';

const partitions = 3;
const patienceMs = 10_000;
const bytes = (text: string): Uint8Array => Buffer.from(text);
const textOf = ({ value }: RawRecord): string => Buffer.from(value).toString();
const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

export type OpenedLogDriver = Readonly<{ driver: LogDriver; close: () => Promise<void> }>;

/** What every log driver must do. Each adapter binds it in its own spec and adds nothing to it. */
export const logDriverContract = (adapter: string, open: () => Promise<OpenedLogDriver>): void => {
  describe(`${adapter} keeps the log driver's contract`, () => {
    let opened: OpenedLogDriver;
    let driver: LogDriver;
    let part: PartitionId;

    const write = async (...values: string[]): Promise<bigint> => {
      const result = await driver.append(part, values.map(bytes));
      if (result.kind !== 'stored') throw new Error(`the append was not stored but ${result.kind}`);
      return result.base;
    };
    /** Everything at or after `from`, fetched until the end is reached. */
    const read = async (from = 0n, bytesMax = 1 << 20): Promise<RawRecord[]> => {
      const records: RawRecord[] = [];
      for (let next = from; ; ) {
        const fetched = await driver.fetch(part, next, { bytes: bytesMax, waitMs: 0 });
        records.push(...fetched.records);
        const last = fetched.records.at(-1);
        if (last === undefined || last.offset + 1n >= fetched.end) return records;
        next = last.offset + 1n;
      }
    };

    beforeAll(async () => {
      opened = await open();
      driver = opened.driver;
    });
    beforeEach(async () => {
      part = { ledger: `t-${randomUUID()}`, gen: 1, index: 1 };
      await driver.create(part.ledger, part.gen, partitions);
    });
    afterAll(async () => {
      await opened.close();
    });

    describe('a new log', () => {
      it('is empty', async () => {
        expect(await read()).toEqual([]);
        const { first, end } = await driver.bounds(part);
        expect(first).toBe(end);
      });

      it('is configured as a ledger must be', async () => {
        await expect(driver.verifySettings(part.ledger, part.gen)).resolves.toBeUndefined();
      });

      it('is not made anew when it is there', async () => {
        await write('a');
        await driver.create(part.ledger, part.gen, partitions);

        expect((await read()).map(textOf)).toEqual(['a']);
      });
    });

    describe('an append', () => {
      it('gives records back as they went in, in order, at growing offsets', async () => {
        const first = await write('a', 'b');
        const second = await write('c');
        const records = await read();

        expect(records.map(textOf)).toEqual(['a', 'b', 'c']);
        expect(records.map(({ offset }) => offset)).toEqual([first, first + 1n, second]);
      });

      it('keeps bytes as they are', async () => {
        const value = Uint8Array.from(upTo(256));
        await driver.append(part, [value]);
        const [record] = await read();

        expect([...(record?.value ?? [])]).toEqual([...value]);
      });

      it('keeps its own copy of what it was given', async () => {
        const value = bytes('before');
        await driver.append(part, [value]);
        value.fill(0);

        expect((await read()).map(textOf)).toEqual(['before']);
      });

      it('stores equal bytes as often as they are given: it deduplicates nothing', async () => {
        await write('same', 'same');
        await write('same', 'same');

        expect((await read()).map(textOf)).toEqual(['same', 'same', 'same', 'same']);
      });

      it('stores a batch whole and in one piece, whoever else writes', async () => {
        const batches = upTo(40).map((batch) => ['x', 'y', 'z'].map((piece) => `${String(batch)}${piece}`));
        const bases = await Promise.all(batches.map((batch) => write(...batch)));
        const records = await read();

        expect(records).toHaveLength(120);
        batches.forEach((batch, index) => {
          const base = bases[index] ?? -1n;
          expect(records.filter(({ offset }) => offset >= base && offset < base + 3n).map(textOf)).toEqual(batch);
        });
      });

      it('touches no other partition and no other ledger', async () => {
        await write('here');
        const other = `t-${randomUUID()}`;
        await driver.create(other, 1, partitions);

        for (const place of [{ ...part, index: 0 }, { ...part, index: 2 }, { ...part, ledger: other }]) {
          expect((await driver.fetch(place, 0n, { bytes: 1 << 20, waitMs: 0 })).records).toEqual([]);
        }
      });

      it('takes a frame and a batch of the largest size', async () => {
        await driver.append(part, [new Uint8Array(frameBytesMax).fill(65)]);
        const batch = upTo(4).map((index) => new Uint8Array(batchBytesMax / 4).fill(66 + index));
        await driver.append(part, batch);

        expect((await read()).map(({ value }) => [value.length, value[0]])).toEqual([
          [frameBytesMax, 65],
          ...batch.map((value) => [value.length, value[0]]),
        ]);
      });

      it('refuses a batch above the limit and stores nothing of it', async () => {
        await write('before');
        const piece = new Uint8Array(appendBytesMax / 4 + 1);

        expect(await driver.append(part, [piece, piece, piece, piece])).toEqual({ kind: 'refused', reason: 'too-large' });
        expect((await read()).map(textOf)).toEqual(['before']);
      });

      it('refuses a batch of nothing', async () => {
        expect(await driver.append(part, [])).toEqual({ kind: 'refused', reason: 'invalid' });
      });
    });

    describe('a fetch', () => {
      it('begins at the offset asked for', async () => {
        const base = await write('a', 'b', 'c');

        expect((await read(base + 1n)).map(textOf)).toEqual(['b', 'c']);
      });

      it('says where the log ends', async () => {
        const base = await write('a', 'b');
        const bounds = await driver.bounds(part);

        expect((await driver.fetch(part, base, { bytes: 1 << 20, waitMs: 0 })).end).toBe(base + 2n);
        expect(bounds).toEqual({ first: base, end: base + 2n });
      });

      it('stays near its limit of bytes, and gives at least one record whatever that is', async () => {
        for (let batch = 0; batch < 20; batch += 1) await driver.append(part, [new Uint8Array(30_000).fill(batch)]);
        const some = await driver.fetch(part, 0n, { bytes: 60_000, waitMs: 0 });
        const one = await driver.fetch(part, 0n, { bytes: 1, waitMs: 0 });

        expect(some.records.length).toBeGreaterThanOrEqual(1);
        expect(some.records.length).toBeLessThan(20);
        expect(one.records.length).toBeGreaterThanOrEqual(1);
        expect((await read(0n, 60_000)).map(({ value }) => value[0])).toEqual(upTo(20));
      });

      it('resolves empty when its time is over', async () => {
        const base = await write('a');
        const started = Date.now();
        const { records } = await driver.fetch(part, base + 1n, { bytes: 1 << 20, waitMs: 150 });

        expect(records).toEqual([]);
        expect(Date.now() - started).toBeGreaterThanOrEqual(100);
      });

      it('wakes when something is appended', async () => {
        const base = await write('a');
        const started = Date.now();
        const waiting = driver.fetch(part, base + 1n, { bytes: 1 << 20, waitMs: patienceMs });
        await write('b');

        expect((await waiting).records.map(textOf)).toEqual(['b']);
        expect(Date.now() - started).toBeLessThan(patienceMs);
      });

      it('wakes every waiting reader', async () => {
        const base = await write('a');
        const waiting = upTo(3).map(() => driver.fetch(part, base + 1n, { bytes: 1 << 20, waitMs: patienceMs }));
        await write('b');

        expect((await Promise.all(waiting)).map(({ records }) => records.map(textOf))).toEqual([['b'], ['b'], ['b']]);
      });

      it('does not keep an append of its own driver waiting', async () => {
        const base = await write('a');
        const stop = new AbortController();
        const waiting = driver.fetch({ ...part, index: 0 }, 0n, { bytes: 1, waitMs: patienceMs }, stop.signal);
        const started = Date.now();
        expect(await write('b')).toBe(base + 1n);
        expect(Date.now() - started).toBeLessThan(patienceMs / 2);

        stop.abort();
        await waiting;
      });

      it('resolves empty at once when its reader stops', async () => {
        const base = await write('a');
        const stop = new AbortController();
        const started = Date.now();
        const waiting = driver.fetch(part, base + 1n, { bytes: 1, waitMs: patienceMs }, stop.signal);
        stop.abort();

        expect((await waiting).records).toEqual([]);
        expect((await driver.fetch(part, base + 1n, { bytes: 1, waitMs: patienceMs }, stop.signal)).records).toEqual([]);
        expect(Date.now() - started).toBeLessThan(patienceMs / 2);
      });

      it('reports a log that ends before the offset asked for', async () => {
        const base = await write('a');

        await expect(driver.fetch(part, base + 5n, { bytes: 1, waitMs: 0, fenced: true })).rejects.toBeInstanceOf(LogCut);
      });

      it('stays in one session while nothing is wrong', async () => {
        const base = await write('a');
        const read = async () => (await driver.fetch(part, base, { bytes: 1 << 20, waitMs: 0 })).session;
        const append = async () => driver.append(part, [bytes('b')]);
        const before = { read: await read(), append: await append() };

        expect(await read()).toBe(before.read);
        expect(await append()).toEqual({ ...before.append, base: base + 2n });
      });

      it('answers a fenced reader like everybody else while nothing is wrong', async () => {
        const base = await write('a');
        const { records, end } = await driver.fetch(part, base, { bytes: 1 << 20, waitMs: 0, fenced: true });

        expect(records.map(textOf)).toEqual(['a']);
        expect(end).toBe(base + 1n);
      });
    });
  });
};
