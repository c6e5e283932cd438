import { writeOnce } from '@statewire/durable-files';
import { Failure } from '@statewire/kernel';
import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const installationFile = 'installation-id';

/**
 * The installation's id in the folder that all processes share: made at the very first start, by whichever process is
 * first, and the same for all of them from then on. Throws Failure `cluster/no-installation-id` where its file is empty.
 */
export const sharedInstallation = (folder: string): string => {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, installationFile);
  writeOnce(path, `${randomUUID()}\n`, 0o644);
  const id = readFileSync(path, 'utf8').trim();
  if (id === '') throw new Failure('cluster/no-installation-id', `${path} is empty: bring back the id that it held; where nothing was ever on file, remove it.`, false);
  return id;
};
