import { finished } from 'node:stream/promises';
import { blobRef, damagedBlob, isIntact, missingBlob, packBlob, takenBlob, unpackBlob, type Blobs } from '@statewire/blobs';
import type { StoreCipher } from '@statewire/keyring/store-cipher';
import { Failure, failingAs, hasCode } from '@statewire/kernel';
import mongoose, { type mongo } from 'mongoose';

/** `namespace` keeps installations apart that share a database. Through `cipher` nothing readable reaches the server. */
export type GridfsBlobsOptions = Readonly<{ url: string; namespace: string; cipher: StoreCipher }>;

/** A primary is elected within some ten seconds; who waits longer is better told. */
const selectServerTimeoutMs = 10_000;
const answerTimeoutMs = 30_000;
/** MongoDB's number for a key of a unique index that is there already. */
const duplicateKey = 11_000;
/** How often a put may meet a blob that is gone, or damaged, when it looks. */
const roundsMax = 5;

type FileEntry = Readonly<{ _id: mongo.ObjectId; filename: string }>;
type Chunk = Readonly<{ files_id: mongo.ObjectId }>;

const unavailable = (cause: unknown) => new Failure('blobs/unavailable', 'The blobs cannot be reached.', true, { cause });
const reaching = <R>(act: () => Promise<R>): Promise<R> => failingAs(unavailable, act);

class GridfsBlobs implements Blobs {
  private readonly bucket: mongo.GridFSBucket;
  private readonly files: mongo.Collection<FileEntry>;
  private readonly chunks: mongo.Collection<Chunk>;

  constructor(
    private readonly connection: mongoose.Connection,
    db: mongo.Db,
    namespace: string,
    private readonly cipher: StoreCipher,
  ) {
    const bucketName = `${namespace}-blobs`;
    this.bucket = new mongoose.mongo.GridFSBucket(db, { bucketName, writeConcern: { w: 'majority' } });
    this.files = db.collection(`${bucketName}.files`);
    this.chunks = db.collection(`${bucketName}.chunks`);
  }

  /** The name decides who of several has put a blob: each writes chunks of its own, the first file entry wins. */
  async prepare(): Promise<void> {
    await this.files.createIndex({ filename: 1 }, { unique: true }, {});
  }

  async put(id: string, bytes: Uint8Array) {
    const ref = blobRef(id, bytes);
    // Packed at once, before anything is awaited: the caller may change its bytes.
    const packed = packBlob(id, bytes, this.cipher);
    return await reaching(async () => {
      for (let round = 0; round < roundsMax; round += 1) {
        const entry = await this.files.findOne({ filename: id });
        if (entry === null) {
          if (await this.#upload(id, packed)) return ref;
          continue;
        }
        const present = await this.#read(entry);
        if (present === 'missing') continue;
        if (present !== 'damaged') {
          if (isIntact(present, ref)) return ref;
          throw takenBlob(id);
        }
        // The right bytes heal a damaged blob.
        await this.#remove(entry);
      }
      throw new Error(`${id} changed ${String(roundsMax)} times`);
    });
  }

  async get(ref: Parameters<Blobs['get']>[0]) {
    return await reaching(async () => {
      const entry = await this.files.findOne({ filename: ref.id });
      const bytes = entry === null ? 'missing' : await this.#read(entry);
      if (bytes === 'missing') throw missingBlob(ref.id);
      if (bytes === 'damaged' || !isIntact(bytes, ref)) throw damagedBlob(ref.id);
      return bytes;
    });
  }

  async remove(id: string) {
    await reaching(async () => {
      const entry = await this.files.findOne({ filename: id });
      if (entry !== null) await this.#remove(entry);
    });
  }

  async list(after: string, limit: number) {
    // To MongoDB zero means all.
    if (limit < 1) return [];
    return await reaching(async () => {
      const entries = await this.files.find({ filename: { $gt: after } }, { projection: { filename: 1 } }).sort({ filename: 1 }).limit(limit).toArray();
      return entries.map(({ filename }) => filename);
    });
  }

  async close() {
    await this.connection.close();
  }

  /** Whether the blob is now there by this upload; false when another came first. */
  async #upload(id: string, packed: Uint8Array): Promise<boolean> {
    const upload = this.bucket.openUploadStream(id);
    try {
      upload.end(packed);
      await finished(upload);
      return true;
    } catch (error) {
      await this.chunks.deleteMany({ files_id: upload.id });
      if (hasCode(error, duplicateKey)) return false;
      throw error;
    }
  }

  async #read({ _id, filename }: FileEntry): Promise<Uint8Array | 'missing' | 'damaged'> {
    const packed = await this.#download(_id);
    const bytes = packed && unpackBlob(filename, packed, this.cipher);
    if (bytes !== undefined) return bytes;
    // A removal takes the entry first and the chunks then; a reader in between finds too few.
    return (await this.files.findOne({ _id })) === null ? 'missing' : 'damaged';
  }

  /** undefined when chunks are missing or do not fit, or the entry is gone. */
  async #download(id: mongo.ObjectId): Promise<Uint8Array | undefined> {
    const parts: Uint8Array[] = [];
    const download: AsyncIterable<Uint8Array> = this.bucket.openDownloadStream(id);
    try {
      for await (const part of download) parts.push(part);
    } catch (error) {
      if (hasCode(error, 'ENOENT') || error instanceof mongoose.mongo.MongoGridFSChunkError) return undefined;
      throw error;
    }
    return Buffer.concat(parts);
  }

  async #remove({ _id }: FileEntry): Promise<void> {
    await this.files.deleteOne({ _id });
    await this.chunks.deleteMany({ files_id: _id });
  }
}

/**
 * Blobs in MongoDB's GridFS, bucket `<namespace>-blobs`, written by majority.
 * Failures besides the port's: `blobs/bad-id`, `blobs/unavailable` (canRetry).
 */
export const gridfsBlobs = async ({ url, namespace, cipher }: GridfsBlobsOptions): Promise<Blobs> => {
  const connection = mongoose.createConnection(url, { serverSelectionTimeoutMS: selectServerTimeoutMs, socketTimeoutMS: answerTimeoutMs });
  return await reaching(async () => {
    try {
      await connection.asPromise();
      if (connection.db === undefined) throw new Error('connected to no database');
      const blobs = new GridfsBlobs(connection, connection.db, namespace, cipher);
      await blobs.prepare();
      return blobs;
    } catch (cause) {
      await connection.close().catch(() => undefined);
      throw cause;
    }
  });
};
