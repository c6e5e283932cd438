import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { syncFolderNow } from '@statewire/durable-files';
import { Failure } from '@statewire/kernel';

export const installationFileName = 'installation-id';

/** The id every genesis hash of this installation is made of. Throws Failure `ledger/no-installation-id` when it is not there. */
export const readInstallationId = (path: string): string => {
  try {
    const id = readFileSync(join(path, installationFileName), 'utf8').trim();
    if (id !== '') return id;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw cause;
  }
  throw new Failure('ledger/no-installation-id', `There is no ${installationFileName} in ${path}: its ledgers cannot be judged without it.`, false);
};

/**
 * The id is made when the ledgers' file is there: without it they were lost, and must not be begun anew as if nothing had
 * ever been on file. Throws Failure `ledger/lost`.
 */
export const refuseLost = (path: string): void => {
  if (!existsSync(join(path, installationFileName))) return;
  const file = join(path, 'data.mdb');
  if (existsSync(file) && statSync(file).size > 0) return;
  throw new Failure('ledger/lost', `${file} is missing or empty, and this ledger has an ${installationFileName}: bring the file back.`, false);
};

/** Made at the very first start, durable before anything is chained to it. */
export const makeInstallationId = (path: string): string => {
  const id = randomUUID();
  const file = join(path, installationFileName);
  writeFileSync(`${file}.draft`, `${id}\n`, { flush: true });
  renameSync(`${file}.draft`, file);
  syncFolderNow(path);
  return id;
};
