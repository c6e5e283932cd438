import { Failure, failingAs, hasCode, type JsonObject } from '@statewire/kernel';
import type { View, Views } from '@statewire/views';
import mongoose, { type mongo } from 'mongoose';
import { mongoView, type StoredCheckpoint, type StoredDocument, type ViewCollections } from './view.mongo.js';

/** `namespace` keeps installations apart that share a database: small letters, digits, `-`. */
export type MongoViewsOptions = Readonly<{ url: string; namespace: string }>;

/** A primary is elected within some ten seconds; who waits longer is better told. */
const selectServerTimeoutMs = 10_000;
const answerTimeoutMs = 30_000;
const nameForm = /^[a-z0-9][a-z0-9-]{0,79}$/;
/** MongoDB's number for the dropping of what is not there. */
const namespaceNotFound = 26;

const unavailable = (cause: unknown) => new Failure('views/unavailable', 'The views cannot be reached.', true, { cause });
const reaching = <R>(act: () => Promise<R>): Promise<R> => failingAs(unavailable, act);

const checkName = (what: string, name: string): void => {
  if (!nameForm.test(name)) throw new Failure('views/bad-name', `A ${what} is up to 80 small letters, digits and -: ${name}`, false);
};

/** Every call of a view that fails, fails with `views/unavailable` or as the view itself says. */
const guarded = <D extends JsonObject>(view: View<D>): View<D> => ({
  get: (id) => reaching(() => view.get(id)),
  find: (key, limit) => reaching(() => view.find(key, limit)),
  range: (from, to, limit) => reaching(() => view.range(from, to, limit)),
  write: (part, changes, checkpoint) => reaching(() => view.write(part, changes, checkpoint)),
  checkpoint: (part) => reaching(() => view.checkpoint(part)),
  clear: () => reaching(() => view.clear()),
});

const dropCollection = async (collection: mongo.Collection<StoredDocument>): Promise<void> => {
  try {
    await collection.drop();
  } catch (error) {
    if (!hasCode(error, namespaceNotFound)) throw error;
  }
};

/**
 * Views in MongoDB: collection `<namespace>-<name>__v<version>` a view, `<namespace>-checkpoints` for all. No transactions and
 * no update pipelines, which small servers of its protocol lack: data goes before the checkpoint, and a guard on the
 * commit's number makes repeats harmless. Written by majority. A view that the server has lost since it was opened is told by its mark,
 * a document among its documents.
 * Failures: `views/unavailable` and `views/lost` (canRetry), `views/bad-name`.
 */
export const mongoViews = async ({ url, namespace }: MongoViewsOptions): Promise<Views> => {
  checkName('namespace', namespace);
  const connection = mongoose.createConnection(url, {
    serverSelectionTimeoutMS: selectServerTimeoutMs,
    socketTimeoutMS: answerTimeoutMs,
    writeConcern: { w: 'majority' },
  });
  await reaching(() => connection.asPromise());

  const collectionsOf = (name: string, version: number): ViewCollections => {
    checkName('view', name);
    const { db } = connection;
    if (db === undefined) throw unavailable(new Error('closed'));
    const view = `${name}__v${String(version)}`;
    return {
      view,
      documents: db.collection<StoredDocument>(`${namespace}-${view}`),
      checkpoints: db.collection<StoredCheckpoint>(`${namespace}-checkpoints`),
    };
  };

  const drop = async (name: string, version: number): Promise<void> => {
    const { view, documents, checkpoints } = collectionsOf(name, version);
    // A checkpoint without its documents would say that nothing is missing.
    await checkpoints.deleteMany({ view });
    await dropCollection(documents);
  };

  return {
    open: <D extends JsonObject>(name: string, version: number) =>
      reaching(async () => {
        const collections = collectionsOf(name, version);
        await collections.documents.createIndex({ _keys: 1, _id: 1 }, {}, {});
        return guarded(await mongoView<D>(collections));
      }),
    dropOlder: (name, version) =>
      reaching(async () => {
        const prefix = `${namespace}-${name}__v`;
        for (const { collectionName } of (await connection.db?.collections()) ?? []) {
          const older = collectionName.startsWith(prefix) ? Number(collectionName.slice(prefix.length)) : version;
          if (older < version) await drop(name, older);
        }
      }),
    close: () => connection.close(),
  };
};
