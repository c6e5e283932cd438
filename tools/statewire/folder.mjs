import { existsSync } from 'node:fs';
import { appendFile, mkdir, readdir, rmdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { Failure } from '@statewire/kernel';

const heldBytesMax = 1024 * 1024;

/** The folder and what it lacks above it; what was made first, or undefined. (Node's own `recursive` tries for ever where the system makes none, as under /proc.) */
const makeFolder = async (path) => {
  try {
    await mkdir(path);
    return path;
  } catch (error) {
    if (error.code === 'EEXIST') return undefined;
    if (error.code !== 'ENOENT' || existsSync(dirname(path))) throw error;
  }
  const first = await makeFolder(dirname(path));
  await mkdir(path);
  return first;
};

/** A new folder to write files into; what is added to one is gathered and written in large pieces. */
export const newFolder = async (path) => {
  const made = await makeFolder(resolve(path));
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
