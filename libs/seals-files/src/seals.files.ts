import { createReadStream } from 'node:fs';
import { mkdir, open, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { syncFolder } from '@statewire/durable-files';
import { Failure, hasCode } from '@statewire/kernel';
import { parseSignedSeal, sealedPartition, sealHash, signedSealText, type Published, type SealSink, type SignedSeal } from '@statewire/seals';

export const sealsFile = 'seals.jsonl';

const lineEnd = 0x0a;
const stretchBytes = 64 * 1024;

/** Where the last whole line ends. What follows it was never answered for, because a line is synced before `publish` resolves. */
const endOfLastLine = async (file: FileHandle, length: number): Promise<number> => {
  for (let end = length; end > 0; end -= stretchBytes) {
    const start = Math.max(0, end - stretchBytes);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(end - start), 0, end - start, start);
    const at = buffer.subarray(0, bytesRead).lastIndexOf(lineEnd);
    if (at >= 0) return start + at + 1;
  }
  return 0;
};

const damaged = (path: string, line: number) => new Failure('seals/damaged', `${path} holds no seal in line ${String(line)}.`, false);

async function* sealsUpTo(path: string, length: number): AsyncGenerator<SignedSeal | Failure> {
  if (length === 0) return;
  const lines = createInterface({ input: createReadStream(path, { end: length - 1 }), crlfDelay: Infinity });
  let number = 0;
  for await (const line of lines) {
    number += 1;
    yield parseSignedSeal(line) ?? damaged(path, number);
  }
}

type Waiting = Readonly<{ seal: SignedSeal; done: (published: Published) => void; failed: (reason: unknown) => void }>;

/** Whole lines of the file: what one who only reads may take for written. */
const wholeLines = async (path: string): Promise<number> => {
  let file: FileHandle;
  try {
    file = await open(path, 'r');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return 0;
    throw error;
  }
  try {
    return await endOfLastLine(file, (await file.stat()).size);
  } finally {
    await file.close();
  }
};

class SealFile {
  /** How far each partition's seals reach: what lies beyond is new, and the file need not be searched for it. */
  readonly #reach = new Map<string, number>();
  #waiting: Waiting[] = [];
  #writing = false;
  #written: Promise<void> = Promise.resolve();
  #closed = false;
  #file: FileHandle | undefined;
  #length = 0;

  constructor(private readonly dir: string) {}

  get path(): string {
    return join(this.dir, sealsFile);
  }

  publish(seal: SignedSeal): Promise<Published> {
    if (this.#closed) return Promise.reject(new Failure('seals/closed', 'The seals were closed.', false));
    return new Promise((done, failed) => {
      this.#waiting.push({ seal, done, failed });
      if (!this.#writing) this.#written = this.#writeAll();
    });
  }

  async *list(): AsyncGenerator<SignedSeal> {
    for await (const seal of sealsUpTo(this.path, await wholeLines(this.path))) {
      if (seal instanceof Failure) throw seal;
      yield seal;
    }
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#written;
    await this.#file?.close();
  }

  async #writeAll(): Promise<void> {
    this.#writing = true;
    while (this.#waiting.length > 0) {
      const batch = this.#waiting;
      this.#waiting = [];
      try {
        const others = await this.#write(batch.map(({ seal }) => seal));
        for (const { seal, done } of batch) done(others.has(sealHash(seal)) ? 'other' : 'as-before');
      } catch (cause) {
        const failure = new Failure('seals/unavailable', `${this.path} cannot be written.`, true, { cause });
        for (const { failed } of batch) failed(failure);
      }
    }
    this.#writing = false;
  }

  /**
   * Only who writes cuts off a torn end, at its first seal: every service opens the folder, and one that merely reads must
   * not cut into what the writer is about to finish. A damaged line keeps no seal from being written; `list` names it.
   */
  async #opened(): Promise<FileHandle> {
    if (this.#file !== undefined) return this.#file;
    const file = await open(this.path, 'a+', 0o644);
    try {
      await this.#measure(file);
    } catch (error) {
      await file.close();
      throw error;
    }
    this.#file = file;
    return file;
  }

  async #forget(file: FileHandle): Promise<void> {
    this.#file = undefined;
    await file.close().catch(() => undefined);
  }

  async #measure(file: FileHandle): Promise<void> {
    const { size } = await file.stat();
    this.#length = await endOfLastLine(file, size);
    if (this.#length < size) await file.truncate(this.#length);
    await file.sync();
    await syncFolder(this.dir);
    for await (const seal of sealsUpTo(this.path, this.#length)) {
      if (!(seal instanceof Failure)) this.#extend(seal);
    }
  }

  /** Gives the hashes of those that are other seals than were kept before. */
  async #write(batch: readonly SignedSeal[]): Promise<ReadonlySet<string>> {
    const file = await this.#opened();
    const lines = new Map(batch.map((seal) => [sealHash(seal), seal]));
    const others = new Set([...lines].flatMap(([hash, seal]) => (this.#isReached(seal) ? [hash] : [])));
    for (const hash of await this.#knownAmong(others)) {
      lines.delete(hash);
      others.delete(hash);
    }
    if (lines.size === 0) return others;

    const bytes = Buffer.from([...lines.values()].map((seal) => `${signedSealText(seal)}\n`).join(''));
    try {
      await file.appendFile(bytes);
      await file.datasync();
    } catch (error) {
      // Half a line may stand there now; the next one must not begin behind it. Where it cannot be cut off now, it is by who opens the file next.
      await file.truncate(this.#length).catch(() => this.#forget(file));
      throw error;
    }
    this.#length += bytes.length;
    for (const seal of lines.values()) this.#extend(seal);
    return others;
  }

  /** Those that stand in the file already: it is read only when some are not newer than all of their partition. */
  async #knownAmong(hashes: ReadonlySet<string>): Promise<readonly string[]> {
    const known: string[] = [];
    if (hashes.size === 0) return known;
    for await (const seal of sealsUpTo(this.path, this.#length)) {
      if (seal instanceof Failure) continue;
      const hash = sealHash(seal);
      if (hashes.has(hash)) known.push(hash);
    }
    return known;
  }

  #isReached(seal: SignedSeal): boolean {
    return seal.toSeq <= (this.#reach.get(sealedPartition(seal)) ?? 0);
  }

  #extend(seal: SignedSeal): void {
    const partition = sealedPartition(seal);
    this.#reach.set(partition, Math.max(seal.toSeq, this.#reach.get(partition) ?? 0));
  }
}

/**
 * Seals in `seals.jsonl` of a folder, a line a seal, synced before `publish` resolves; what a crash tore off at the end is
 * cut away before the next seal. Any number may read, one process writes. Failures: `seals/unavailable` (disk, canRetry),
 * `seals/closed`, and from `list` `seals/damaged`, which names the first line that is no seal.
 */
export const fileSeals = async ({ dir }: Readonly<{ dir: string }>): Promise<SealSink> => {
  await mkdir(dir, { recursive: true });
  const seals = new SealFile(dir);
  return { publish: (seal) => seals.publish(seal), list: () => seals.list(), close: () => seals.close() };
};
