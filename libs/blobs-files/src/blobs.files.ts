import { createHash, randomUUID } from 'node:crypto';
import { link, mkdir, readFile, readdir, rename, rm, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { blobRef, damagedBlob, isIntact, missingBlob, packBlob, takenBlob, unpackBlob, type Blobs } from '@statewire/blobs';
import type { StoreCipher } from '@statewire/keyring/store-cipher';
import { syncFolder } from '@statewire/durable-files';
import { Failure, failingAs, hasCode } from '@statewire/kernel';

/** Through `cipher` the files hold nothing readable. */
export type FileBlobsOptions = Readonly<{ dir: string; cipher: StoreCipher }>;

const draftFolder = 'drafts';
const shelfName = /^[0-9a-f]{2}$/;

const unlessMissing = async <R>(doing: Promise<R>): Promise<R | undefined> => {
  try {
    return await doing;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
};

// An id holds no `~`, and a file name no `/`.
const fileName = (id: string) => id.replaceAll('/', '~');
const idOf = (name: string) => name.replaceAll('~', '/');
/** 256 folders of even size, whatever the ids look like. */
const shelfOf = (id: string) => createHash('sha256').update(id).digest('hex').slice(0, 2);

class FileBlobs implements Blobs {
  #closed = false;
  readonly #shelves = new Set<string>();
  /** Ids still to come of the listing whose last page ended at `after`: a sweep reads the folders once, not once a page. */
  #rest: Readonly<{ after: string; ids: readonly string[] }> | undefined;

  constructor(
    private readonly dir: string,
    private readonly cipher: StoreCipher,
  ) {}

  async put(id: string, bytes: Uint8Array) {
    const ref = blobRef(id, bytes);
    // Packed at once, before anything is awaited: the caller may change its bytes.
    const packed = packBlob(id, bytes, this.cipher);
    await this.#within(async () => {
      const path = await this.#placeFor(id);
      const draft = await this.#draft(packed);
      try {
        if (await this.#placed(draft, path)) this.#unsettle(id);
        else await this.#compare(draft, path, id, (present) => isIntact(present, ref));
      } finally {
        await rm(draft, { force: true });
      }
      await syncFolder(join(this.dir, shelfOf(id)));
    });
    return ref;
  }

  async get(ref: Parameters<Blobs['get']>[0]) {
    return await this.#within(async () => {
      const packed = await unlessMissing(readFile(this.#path(ref.id)));
      if (packed === undefined) throw missingBlob(ref.id);
      const bytes = unpackBlob(ref.id, packed, this.cipher);
      if (bytes === undefined || !isIntact(bytes, ref)) throw damagedBlob(ref.id);
      return bytes;
    });
  }

  async remove(id: string) {
    await this.#within(async () => {
      this.#unsettle(id);
      const shelf = join(this.dir, shelfOf(id));
      await unlessMissing(unlink(this.#path(id)));
      await unlessMissing(syncFolder(shelf));
    });
  }

  async list(after: string, limit: number) {
    return await this.#within(async () => {
      const ids = this.#rest?.after === after ? this.#rest.ids : (await this.#ids()).filter((id) => id > after).sort();
      const page = ids.slice(0, limit);
      const last = page.at(-1);
      this.#rest = last === undefined ? undefined : { after: last, ids: ids.slice(limit) };
      return page;
    });
  }

  close() {
    this.#closed = true;
    return Promise.resolve();
  }

  async #within<R>(act: () => Promise<R>): Promise<R> {
    if (this.#closed) throw new Failure('blobs/unavailable', 'The blobs were closed.', true);
    return failingAs((cause) => new Failure('blobs/unavailable', `${this.dir} cannot be read or written.`, true, { cause }), act);
  }

  #path(id: string): string {
    return join(this.dir, shelfOf(id), fileName(id));
  }

  async #placeFor(id: string): Promise<string> {
    const shelf = shelfOf(id);
    if (!this.#shelves.has(shelf)) {
      await mkdir(join(this.dir, shelf), { recursive: true });
      await syncFolder(this.dir);
      this.#shelves.add(shelf);
    }
    return this.#path(id);
  }

  async #draft(packed: Uint8Array): Promise<string> {
    const path = join(this.dir, draftFolder, randomUUID());
    await writeFile(path, packed, { flag: 'wx', mode: 0o600, flush: true });
    return path;
  }

  /** Whether the draft got the place. A link never replaces what another put there meanwhile, as a rename would. */
  async #placed(draft: string, path: string): Promise<boolean> {
    try {
      await link(draft, path);
      return true;
    } catch (error) {
      if (hasCode(error, 'EEXIST')) return false;
      throw error;
    }
  }

  /** The id has a file: the same bytes are harmless, damaged ones are healed by the good ones. */
  async #compare(draft: string, path: string, id: string, isSame: (present: Uint8Array) => boolean): Promise<void> {
    const packed = await unlessMissing(readFile(path));
    const present = packed && unpackBlob(id, packed, this.cipher);
    if (present === undefined) await rename(draft, path);
    else if (!isSame(present)) throw takenBlob(id);
  }

  /** A listing under way is read anew only for what it would still come to: a sweep removes what it has seen. */
  #unsettle(id: string): void {
    if (this.#rest !== undefined && id > this.#rest.after) this.#rest = undefined;
  }

  async #ids(): Promise<string[]> {
    const shelves = (await readdir(this.dir)).filter((name) => shelfName.test(name));
    const names = await Promise.all(shelves.map((shelf) => readdir(join(this.dir, shelf))));
    return names.flat().map(idOf);
  }
}

/** Blobs as files, to be read beside whoever writes them. */
export const fileBlobsReader = ({ dir, cipher }: FileBlobsOptions): Pick<Blobs, 'get'> => new FileBlobs(dir, cipher);

/**
 * Blobs as files, a blob a file, in 256 folders. Written aside, synced and linked into place, so that a file is whole or
 * absent at any moment. One process at a time: drafts that a crash left behind are cleared away at start.
 * Failures besides the port's: `blobs/bad-id`, `blobs/unavailable` (disk, or closed; canRetry).
 */
export const fileBlobs = async ({ dir, cipher }: FileBlobsOptions): Promise<Blobs> => {
  await rm(join(dir, draftFolder), { recursive: true, force: true });
  await mkdir(join(dir, draftFolder), { recursive: true, mode: 0o700 });
  return new FileBlobs(dir, cipher);
};
