import { randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const installationFile = 'installation-id';

/**
 * The installation's id in the folder that all processes share: made at the very first start, by whichever process is
 * first, and the same for all of them from then on.
 */
export const sharedInstallation = (folder: string): string => {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, installationFile);
  const draft = `${path}.${String(process.pid)}`;
  writeFileSync(draft, `${randomUUID()}\n`, { flush: true });
  try {
    // A link is made by one process only; the others find it there.
    linkSync(draft, path);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
  } finally {
    rmSync(draft, { force: true });
  }
  return readFileSync(path, 'utf8').trim();
};
