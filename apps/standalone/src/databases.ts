import { Failure } from '@statewire/kernel';
import { databaseFault } from '@statewire/ledger-lmdb';
import type { Settings } from '@statewire/service-kit';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Names a database that is damaged at first sight, and what to do; the ledger does so by itself. */
export const checkDatabases = ({ dataDir, keyDir }: Pick<Settings, 'dataDir' | 'keyDir'>): void => {
  const builtAgain = 'remove its folder, which is built again from the ledger.';
  const remedies = [[keyDir, 'bring back a copy of its folder.'], [join(dataDir, 'views'), builtAgain], [join(dataDir, 'states'), builtAgain]] as const;
  for (const [folder, remedy] of remedies) {
    const path = join(folder, 'data.mdb');
    const fault = existsSync(path) ? databaseFault(path) : undefined;
    if (fault !== undefined) throw new Failure('standalone/damaged', `${path} is damaged (${fault}): ${remedy}`, false);
  }
};
