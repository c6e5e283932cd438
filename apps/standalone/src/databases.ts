import { Failure } from '@statewire/kernel';
import { gateFileName } from '@statewire/keyring-lmdb';
import { databaseFault } from '@statewire/ledger-lmdb';
import type { Settings } from '@statewire/service-kit';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const FILE = 'data.mdb';
/** What to do about a store that is damaged. */
export const BROUGHT_BACK = 'bring back a copy of its folder.';
export const BUILT_AGAIN = 'remove its folder, which is built again from the ledger.';
const HOLDS_NOTHING = 'remove it, it holds nothing.';

const damaged = (path: string, fault: string, remedy: string): Failure => new Failure('standalone/damaged', `${path} is damaged (${fault}): ${remedy}`, false);

/** Names a database that is damaged at first sight, and what to do; the ledger does so by itself. */
export const checkDatabases = ({ dataDir, keyDir }: Pick<Settings, 'dataDir' | 'keyDir'>): void => {
  const remedies = [
    [join(keyDir, gateFileName), HOLDS_NOTHING], [join(keyDir, FILE), BROUGHT_BACK],
    [join(dataDir, 'views', FILE), BUILT_AGAIN], [join(dataDir, 'states', FILE), BUILT_AGAIN],
  ] as const;
  for (const [path, remedy] of remedies) {
    const fault = existsSync(path) ? databaseFault(path) : undefined;
    if (fault !== undefined) throw damaged(path, fault, remedy);
  }
};

/** Opens the store of a folder. What LMDB throws where pages further in are damaged names no file. */
export const openDatabase = <T>(folder: string, remedy: string, open: (folder: string) => T): T => {
  try {
    return open(folder);
  } catch (cause) {
    const { message = '' } = cause as Partial<Error>;
    throw message.startsWith('MDB_') ? damaged(join(folder, FILE), message, remedy) : cause;
  }
};
