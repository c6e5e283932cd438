import { randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, linkSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { hasCode } from '@statewire/kernel';

/** A name is on the disk for good only when its folder was synced, too. */
export const syncFolder = async (path: string): Promise<void> => {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
};

/** {@link syncFolder}, for what is done at a start, before anything waits. */
export const syncFolderNow = (path: string): void => {
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
};

/** A link, unlike a rename, never replaces what another process has put there meanwhile. */
const linkUnlessThere = (draft: string, path: string): void => {
  try {
    linkSync(draft, path);
  } catch (cause) {
    if (!hasCode(cause, 'EEXIST')) throw cause;
  }
};

/**
 * Makes a small file that is there whole or not at all: written aside, synced and linked into place. Of several processes that make
 * it at once one does, and for all of them it is on the disk when this returns; what stands there already stays. Throws what `node:fs` throws.
 */
export const writeOnce = (path: string, text: string, mode: number): void => {
  // By chance and not by process id: containers that share a folder are all process 1.
  const draft = `${path}.${randomUUID()}`;
  try {
    writeFileSync(draft, text, { flag: 'wx', mode, flush: true });
    linkUnlessThere(draft, path);
  } finally {
    rmSync(draft, { force: true });
  }
  syncFolderNow(dirname(path));
};
