import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { JsonObject } from '@statewire/kernel';
import type { ChainState, PartitionId } from '@statewire/ledger';
import type { View, ViewChange, Views } from '@statewire/views';
import { viewsContract } from '@statewire/views/views.contract';
import mongoose, { type mongo } from 'mongoose';
import { mongoViews } from './views.mongo.js';

const url = process.env['MONGO_URL'] ?? '';
const namespaces: string[] = [];

const newNamespace = () => {
  const namespace = `test-${randomUUID()}`;
  namespaces.push(namespace);
  return namespace;
};

const collectionsOf = async (among: readonly string[], act: (collection: mongo.Collection) => Promise<unknown>): Promise<void> => {
  const connection = await mongoose.createConnection(url).asPromise();
  for (const collection of (await connection.db?.collections()) ?? []) {
    if (among.some((prefix) => collection.collectionName.startsWith(prefix))) await act(collection);
  }
  await connection.close();
};
const drop = (...prefixes: readonly string[]) => collectionsOf(prefixes, (collection) => collection.drop());

/** Leaves the server as it was found. */
afterAll(() => drop(...namespaces), 30_000);

viewsContract('the store in MongoDB', async () => {
  const namespace = newNamespace();
  let views = await mongoViews({ url, namespace });
  return {
    views,
    reopen: async () => {
      await views.close();
      views = await mongoViews({ url, namespace });
      return views;
    },
    close: () => views.close(),
  };
});

const part = (index: number): PartitionId => ({ ledger: 'vehicles', gen: 1, index });
const at = (seq: number): ChainState => ({ next: BigInt(seq), seq, head: 'h', headOffset: BigInt(seq) });
const put = (id: string, seq: number, keys: readonly string[] = [], doc: JsonObject = { seq }): ViewChange => ({ id, seq, put: { keys, doc } });

describe('the store in MongoDB', () => {
  let views: Views;
  let view: View;

  beforeAll(async () => {
    views = await mongoViews({ url, namespace: newNamespace() });
    view = await views.open('views', 1);
  });
  afterAll(() => views.close());

  it('gives a document back whatever its fields are called and hold', async () => {
    const doc = JSON.parse('{"$set":1,"a.b":{"":[null,-0.5,1e300]},"__proto__":{"x":"\\u0000"},"_id":"other","deep":[[[[[[]]]]]],"lone":"\\ud800"}') as JsonObject;
    await view.write(part(0), [put('odd', 1, ['$key', 'a.b', '', '\u0000'], doc)], at(1));

    expect(JSON.stringify((await view.get('odd'))?.doc)).toBe(JSON.stringify(doc));
    for (const key of ['$key', 'a.b', '', '\u0000']) expect((await view.find(key, 2)).map(({ id }) => id)).toEqual(['odd']);
  });

  it('orders by code units, not by code points', async () => {
    const keys = ['o:\ud83d\ude00', 'o:\ue000', 'o:\uffff', 'o:z', 'o:\ud7ff'];
    await view.write(part(0), keys.map((key) => put(key, 1, [key])), at(1));

    expect((await view.range('o:', 'o;', 9)).map(({ key }) => key)).toEqual([...keys].sort());
  });

  it('passes over, of a large batch, exactly what is older than what it meets', async () => {
    const ids = Array.from({ length: 400 }, (_, n) => `large-${String(n)}`);
    await view.write(part(0), ids.filter((_id, n) => n % 2 === 0).map((id) => put(id, 9)), at(9));
    await view.write(part(0), ids.map((id) => put(id, 5)), at(9));
    const seqs = await Promise.all(ids.map(async (id) => (await view.get(id))?.seq));

    expect(seqs).toEqual(ids.map((_id, n) => (n % 2 === 0 ? 9 : 5)));
  });

  it('ends with the newest when several write the same documents at the same moment', async () => {
    for (let round = 0; round < 8; round += 1) {
      const ids = Array.from({ length: 10 }, (_, n) => `contested-${String(round)}-${String(n)}`);
      await Promise.all([3, 1, 4, 2].map((seq) => view.write(part(seq), ids.map((id) => put(id, seq)), at(seq))));

      expect(await Promise.all(ids.map(async (id) => (await view.get(id))?.doc))).toEqual(ids.map(() => ({ seq: 4 })));
    }
  }, 30_000);

  it('keeps namespaces apart', async () => {
    const others = await mongoViews({ url, namespace: newNamespace() });
    await view.write(part(0), [put('mine', 1)], at(1));
    const same = await others.open('views', 1);

    expect([await same.get('mine'), await same.checkpoint(part(0))]).toEqual([undefined, undefined]);
    await others.close();
  });

  it.each(['', 'A', 'a.b', 'a$', '-a', 'a'.repeat(81)])('refuses the name %j', async (name) => {
    await expect(views.open(name, 1)).rejects.toMatchObject({ code: 'views/bad-name', canRetry: false });
    await expect(mongoViews({ url, namespace: name })).rejects.toMatchObject({ code: 'views/bad-name' });
  });

  it('says that it cannot be reached once it was closed', async () => {
    const closed = await mongoViews({ url, namespace: newNamespace() });
    const its = await closed.open('views', 1);
    await closed.close();

    await expect(its.get('a')).rejects.toMatchObject({ code: 'views/unavailable', canRetry: true });
    await expect(its.write(part(0), [put('a', 1)], at(1))).rejects.toMatchObject({ code: 'views/unavailable' });
  });
});

describe('a view that MongoDB has lost since it was opened', () => {
  const opened = async () => {
    const namespace = newNamespace();
    const views = await mongoViews({ url, namespace });
    const view = await views.open('plates', 1);
    await view.write(part(0), [put('a', 1, ['k'])], at(1));
    return { namespace, views, view };
  };

  const calls: Readonly<Record<string, (view: View) => Promise<unknown>>> = {
    get: (view) => view.get('a'),
    find: (view) => view.find('k', 9),
    range: (view) => view.range('a', 'z', 9),
    checkpoint: (view) => view.checkpoint(part(0)),
    write: (view) => view.write(part(0), [put('b', 2)], at(2)),
    clear: (view) => view.clear(),
  };

  it.each([['everything', ''], ['its documents alone', '-plates__v1']])('with %s finds nothing, is not written to, and says so', async (_what, suffix) => {
    const { namespace, views, view } = await opened();
    await drop(`${namespace}${suffix}`);
    for (const call of Object.values(calls)) await expect(call(view)).rejects.toMatchObject({ code: 'views/lost', canRetry: true });

    const again = await views.open('plates', 1);
    expect([await again.get('a'), await again.get('b'), await again.checkpoint(part(0))]).toEqual([undefined, undefined, undefined]);
    // Whoever still has it as it was opened before is told so for ever.
    for (const call of Object.values(calls)) await expect(call(view)).rejects.toMatchObject({ code: 'views/lost' });
    await again.write(part(0), [put('a', 1, ['k'])], at(1));
    expect([(await again.find('k', 9)).length, await again.checkpoint(part(0))]).toEqual([1, at(1)]);
    await views.close();
  });

  it('has no place there that was written for it in the instant of the loss, or by a version without marks', async () => {
    const { namespace, views } = await opened();
    const states: unknown[] = [];
    for (const mark of [{ $set: { mark: 'another' } }, { $unset: { mark: '' } }]) {
      await collectionsOf([`${namespace}-checkpoints`], (checkpoints) => checkpoints.updateMany({}, mark));
      states.push(await (await views.open('plates', 1)).checkpoint(part(0)));
    }
    expect(states).toEqual([undefined, undefined]);
    await views.close();
  });
});
