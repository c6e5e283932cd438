import { appendFile, mkdir, readdir, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '@statewire/kernel';

const heldBytesMax = 1024 * 1024;

/** A new folder to write files into; what is added to one is gathered and written in large pieces. */
export const newFolder = async (path) => {
  const made = await mkdir(path, { recursive: true });
  if ((await readdir(path)).length > 0) throw new Failure('statewire/not-empty', `${path} is not empty.`, false);
  const held = new Map();

  const flush = async (file) => {
    const { pieces } = held.get(file);
    held.set(file, { pieces: [], bytes: 0 });
    await appendFile(join(path, file), Buffer.concat(pieces));
  };

  return {
    async append(file, bytes) {
      const there = held.get(file) ?? { pieces: [], bytes: 0 };
      there.pieces.push(bytes);
      there.bytes += bytes.length;
      held.set(file, there);
      if (there.bytes >= heldBytesMax) await flush(file);
    },
    /** Nothing came of it: a folder that was made for it and holds nothing goes again. */
    async discard() {
      if (made !== undefined) await rmdir(path).catch(() => undefined);
    },
    async close() {
      for (const file of held.keys()) await flush(file);
    },
  };
};
