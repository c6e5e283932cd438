import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ChainState, PartitionId } from '@statewire/ledger';
import { randomUUID } from 'node:crypto';
import type { View, ViewChange, Views } from './views.port.js';

/** `reopen` closes and opens the store again where it outlives the process; an adapter in memory gives the same views. */
export type ViewsUnderTest = Readonly<{ views: Views; reopen: () => Promise<Views>; close: () => Promise<void> }>;

type Plate = { plate: string };

const part = (index: number): PartitionId => ({ ledger: 'vehicles', gen: 1, index });
const at = (seq: number): ChainState => ({ next: BigInt(seq) + 7n, seq, head: `head-${String(seq)}`, headOffset: BigInt(seq) + 6n });
const put = (id: string, seq: number, keys: readonly string[], plate = id): ViewChange => ({ id, seq, put: { keys, doc: { plate } } });
const remove = (id: string, seq: number): ViewChange => ({ id, seq, remove: true });

/**
 * What every store of views must do. A document belongs to one partition, so that numbers of commits compare.
 *
 * Repeats: data goes before (or with) the checkpoint, so after a crash a batch may come again. A repeated put may bring back
 * a document whose removal lies in a later batch, because nothing is left of the document to compare with. Therefore the
 * checkpoint is always the one written last, an older one too: whoever reads on from it repeats the whole tail,
 * the removal with it, and ends where the first pass ended.
 */
export const viewsContract = (adapter: string, open: () => Promise<ViewsUnderTest>): void => {
  describe(`${adapter} keeps the contract of views:`, () => {
    let tested: ViewsUnderTest;
    let views: Views;
    let name: string;
    let view: View<Plate>;

    const idsAt = async (key: string) => (await view.find(key, 100)).map(({ id }) => id);

    beforeAll(async () => {
      tested = await open();
      ({ views } = tested);
    });
    beforeEach(async () => {
      name = `plates-${randomUUID()}`;
      view = await views.open<Plate>(name, 1);
    });
    afterAll(() => tested.close());

    describe('a view nothing was written to', () => {
      it('finds nothing', async () => {
        expect([await view.get('a'), await view.find('k', 9), await view.range('', '\uffff', 9)]).toEqual([undefined, [], []]);
      });

      it('has no checkpoint, which is not the same as one at zero', async () => {
        expect(await view.checkpoint(part(0))).toBeUndefined();
      });
    });

    describe('a document', () => {
      it('is given back whole', async () => {
        await view.write(part(0), [put('a', 3, ['LIC:ABC1234', 'VIN:1'], 'Ünïcode "quoted"\n')], at(3));

        const whole = { id: 'a', seq: 3, keys: ['LIC:ABC1234', 'VIN:1'], doc: { plate: 'Ünïcode "quoted"\n' } };
        expect([await view.get('a'), await view.find('VIN:1', 1)]).toEqual([whole, [whole]]);
      });

      it('is found by each of its keys and by no other', async () => {
        await view.write(part(0), [put('a', 1, ['x', 'yy', 'yy'])], at(1));

        expect([await idsAt('x'), await idsAt('yy'), await idsAt('y'), await idsAt('yyy'), await idsAt('X')]).toEqual([
          ['a'],
          ['a'],
          [],
          [],
          [],
        ]);
      });

      it('leaves its old keys when it is put again', async () => {
        await view.write(part(0), [put('a', 1, ['old', 'both'])], at(1));
        await view.write(part(0), [put('a', 2, ['both', 'new'])], at(2));

        expect([await idsAt('old'), await idsAt('both'), await idsAt('new')]).toEqual([[], ['a'], ['a']]);
      });

      it('is gone under every key once removed', async () => {
        await view.write(part(0), [put('a', 1, ['x', 'y'])], at(1));
        await view.write(part(0), [remove('a', 2), remove('never-was', 2)], at(2));

        expect([await view.get('a'), await idsAt('x'), await idsAt('y')]).toEqual([undefined, [], []]);
      });

      it('may be without keys, and have no characters in its id', async () => {
        await view.write(part(0), [put('', 1, [], 'p')], at(1));

        expect((await view.get(''))?.doc).toEqual({ plate: 'p' });
      });
    });

    describe('a change', () => {
      it('older than the document it meets is passed over', async () => {
        await view.write(part(0), [put('a', 5, ['five'])], at(5));
        await view.write(part(0), [put('a', 4, ['four'])], at(5));
        await view.write(part(0), [remove('a', 3)], at(5));

        expect([(await view.get('a'))?.seq, await idsAt('five'), await idsAt('four')]).toEqual([5, ['a'], []]);
      });

      it('of the same commit as the document takes its place: one commit may write twice', async () => {
        await view.write(part(0), [put('a', 5, ['first']), put('a', 5, ['second'])], at(5));
        await view.write(part(0), [put('b', 6, ['b']), remove('b', 6)], at(6));

        expect([await idsAt('first'), await idsAt('second'), await idsAt('b')]).toEqual([[], ['a'], []]);
      });

      it('takes effect in the order of its batch', async () => {
        await view.write(part(0), [put('a', 1, ['k']), remove('a', 2), put('a', 3, ['again'])], at(3));

        expect([await idsAt('k'), await idsAt('again')]).toEqual([[], ['a']]);
      });
    });

    describe('a repeat of batches', () => {
      const batches: readonly (readonly [readonly ViewChange[], number])[] = [
        [[put('a', 1, ['k']), put('b', 2, ['k'])], 2],
        [[remove('a', 3), put('b', 4, ['moved'])], 4],
        [[put('c', 5, ['k'])], 5],
      ];
      const state = async () => ({ k: await idsAt('k'), moved: await idsAt('moved'), checkpoint: await view.checkpoint(part(0)) });

      it('ends where the first pass ended, from whichever batch it starts', async () => {
        for (const [changes, seq] of batches) await view.write(part(0), changes, at(seq));
        const before = await state();

        for (const start of [2, 1, 0]) {
          for (const [changes, seq] of batches.slice(start)) await view.write(part(0), changes, at(seq));
          expect(await state()).toEqual(before);
        }
        expect(before).toEqual({ k: ['c'], moved: ['b'], checkpoint: at(5) });
      });

      it('sets the checkpoint back with it, so that the tail is repeated too', async () => {
        for (const [changes, seq] of batches) await view.write(part(0), changes, at(seq));
        await view.write(part(0), batches[0]?.[0] ?? [], at(2));

        expect(await view.checkpoint(part(0))).toEqual(at(2));
      });
    });

    describe('finding', () => {
      const ids = ['b', 'B', 'a', 'aa', 'a-', '10', '9'];

      it('goes by id, in the order of code units, to the limit', async () => {
        await view.write(part(0), ids.map((id) => put(id, 1, ['k'])), at(1));

        expect([await idsAt('k'), (await view.find('k', 3)).map(({ id }) => id), await view.find('k', 0)]).toEqual([
          ['10', '9', 'B', 'a', 'a-', 'aa', 'b'],
          ['10', '9', 'B'],
          [],
        ]);
      });

      it('of a range goes by key, then id, from its start to before its end', async () => {
        await view.write(part(0), [put('z', 1, ['d:2', 'd:1']), put('a', 1, ['d:2', 'd:3']), put('m', 1, ['d', 'e', 'D:2'])], at(1));
        const inRange = async (from: string, to: string, limit = 9) => (await view.range(from, to, limit)).map(({ key, id }) => `${key}=${id}`);

        expect(await inRange('d:', 'd;')).toEqual(['d:1=z', 'd:2=a', 'd:2=z', 'd:3=a']);
        expect(await inRange('d:1', 'd:3')).toEqual(['d:1=z', 'd:2=a', 'd:2=z']);
        expect(await inRange('d:', 'd;', 2)).toEqual(['d:1=z', 'd:2=a']);
        expect(await inRange('d;', 'd:')).toEqual([]);
      });

      it('of a range gives each document whole', async () => {
        await view.write(part(0), [put('a', 4, ['k1', 'k2'], 'ABC')], at(4));

        expect(await view.range('k2', 'k3', 9)).toEqual([{ id: 'a', seq: 4, keys: ['k1', 'k2'], doc: { plate: 'ABC' }, key: 'k2' }]);
      });

      it('holds with hundreds of keys, put in and taken out in any order', async () => {
        const shuffled = Array.from({ length: 500 }, (_, n) => (n * 263) % 500);
        const keyOf = (n: number) => `n:${String(n).padStart(3, '0')}`;
        await view.write(part(0), shuffled.map((n) => put(`id-${String(n)}`, 1, [keyOf(n)])), at(1));
        await view.write(part(0), shuffled.filter((n) => n % 3 === 0).map((n) => remove(`id-${String(n)}`, 2)), at(2));

        const left = Array.from({ length: 500 }, (_, n) => n).filter((n) => n % 3 !== 0);
        expect((await view.range('n:', 'n;', 1000)).map(({ key }) => key)).toEqual(left.map(keyOf));
      });
    });

    describe('several partitions', () => {
      it('keep a checkpoint each, and none is caught up by another', async () => {
        await view.write(part(0), [], at(8));

        expect([await view.checkpoint(part(0)), await view.checkpoint(part(1)), await view.checkpoint({ ...part(0), gen: 2 })]).toEqual([
          at(8),
          undefined,
          undefined,
        ]);
      });

      it('are written at the same time without losing anything', async () => {
        const parts = [0, 1, 2, 3];
        const rounds = Array.from({ length: 10 }, (_, n) => n + 1);
        const batch = (index: number, round: number) =>
          Array.from({ length: 20 }, (_, n) => put(`${String(index)}/${String(n)}`, round, ['all', `round:${String(round)}`]));
        await Promise.all(
          parts.map(async (index) => {
            for (const round of rounds) await view.write(part(index), batch(index, round), at(round));
          }),
        );

        const counts = [(await view.find('all', 1000)).length, (await view.find('round:9', 1000)).length, (await view.find('round:10', 1000)).length];
        expect(counts).toEqual([80, 0, 80]);
        expect(await Promise.all(parts.map((index) => view.checkpoint(part(index))))).toEqual(parts.map(() => at(10)));
      });

      it('never show a reader a document under a key it does not have', async () => {
        const done = new AbortController();
        const reading = (async () => {
          const strays: string[] = [];
          while (!done.signal.aborted) {
            for (const key of ['even', 'odd'])
              for (const { keys } of await view.find(key, 100)) if (!keys.includes(key)) strays.push(key);
            await new Promise(setImmediate);
          }
          return strays;
        })();
        for (let seq = 1; seq <= 30; seq += 1)
          await view.write(part(0), ['a', 'b', 'c'].map((id) => put(id, seq, [seq % 2 === 0 ? 'even' : 'odd'])), at(seq));
        done.abort();

        expect(await reading).toEqual([]);
      });
    });

    describe('two versions of a view', () => {
      it('stand side by side', async () => {
        const next = await views.open<Plate>(name, 2);
        await view.write(part(0), [put('a', 1, ['k'], 'one')], at(1));
        await next.write(part(0), [put('a', 1, ['k'], 'two')], at(9));

        expect([(await view.get('a'))?.doc.plate, (await next.get('a'))?.doc.plate]).toEqual(['one', 'two']);
        expect([await view.checkpoint(part(0)), await next.checkpoint(part(0))]).toEqual([at(1), at(9)]);
      });

      it('are cleared one by one: the cleared one is empty and has no checkpoint', async () => {
        const next = await views.open<Plate>(name, 2);
        for (const each of [view, next]) for (const index of [0, 1]) await each.write(part(index), [put(`a${String(index)}`, 1, ['k'])], at(1));
        await view.clear();

        const checkpoints = (of: View) => Promise.all([0, 1].map((index) => of.checkpoint(part(index))));
        expect([await view.get('a0'), await view.find('k', 9), await checkpoints(view)]).toEqual([undefined, [], [undefined, undefined]]);
        expect([(await next.find('k', 9)).length, await checkpoints(next)]).toEqual([2, [at(1), at(1)]]);
      });

      it('are dropped together below one that stays, by name alone', async () => {
        const versions = [await views.open<Plate>(name, 9), await views.open<Plate>(name, 10), await views.open<Plate>(`${name}-of-others`, 9)];
        for (const each of [view, ...versions]) await each.write(part(0), [put('a', 1, ['k'])], at(1));
        await views.dropOlder(name, 10);
        await views.dropOlder(`${name}-never-was`, 3);

        const reopened = await Promise.all([views.open<Plate>(name, 1), views.open<Plate>(name, 9)]);
        expect(await Promise.all(reopened.map((each) => each.checkpoint(part(0))))).toEqual([undefined, undefined]);
        expect(await Promise.all(versions.slice(1).map(async (each) => (await each.find('k', 9)).length))).toEqual([1, 1]);
      });

      it('are built anew once they were cleared', async () => {
        await view.write(part(0), [put('a', 5, ['k'])], at(5));
        await view.clear();
        await view.write(part(0), [put('a', 1, ['k'])], at(1));

        expect([(await view.get('a'))?.seq, await idsAt('k')]).toEqual([1, ['a']]);
      });
    });

    it('a view opened twice is one view', async () => {
      const again = await views.open<Plate>(name, 1);
      await view.write(part(0), [put('a', 1, ['k'])], at(1));

      expect((await again.find('k', 9)).map(({ id }) => id)).toEqual(['a']);
    });

    it('documents, keys and checkpoints outlive the store being closed and opened', async () => {
      const many = Array.from({ length: 300 }, (_, n) => put(`id-${String(n)}`, n + 1, [`n:${String(n).padStart(3, '0')}`, 'all']));
      await view.write(part(2), many, at(300));
      views = await tested.reopen();
      view = await views.open<Plate>(name, 1);

      expect((await view.get('id-299'))?.seq).toBe(300);
      expect([(await view.find('all', 1000)).length, (await view.range('n:100', 'n:103', 9)).map(({ id }) => id)]).toEqual([
        300,
        ['id-100', 'id-101', 'id-102'],
      ]);
      expect(await view.checkpoint(part(2))).toEqual(at(300));
    });
  });
};
