import { CONTROL_KEY, GENERATION } from '@statewire/contracts';
import { Failure } from '@statewire/kernel';
import { missingKeyFiles } from '@statewire/keyring-lmdb';
import { partitionOf, type LogDriver } from '@statewire/ledger';
import { privateKeyFile } from '@statewire/seals-files';
import type { Settings } from '@statewire/service-kit';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { installationFile } from './shared-installation.js';

const lostIn = (keyDir: string): readonly string[] =>
  [...missingKeyFiles(keyDir), ...[privateKeyFile, installationFile].filter((name) => !existsSync(join(keyDir, name)))];

/**
 * Before anything is made in KEY_DIR: all its files are made before the first commit, which is one of the control ledger, and new ones would open nothing of
 * what was written under those that are missing. Throws Failure `cluster/keys-lost`, and what the log throws that cannot be reached.
 */
export const checkKeys = async (driver: Pick<LogDriver, 'create' | 'bounds'>, { keyDir, partitions }: Pick<Settings, 'keyDir' | 'partitions'>): Promise<void> => {
  if (lostIn(keyDir).length === 0) return;
  await driver.create('control', GENERATION, partitions);
  const { end } = await driver.bounds({ ledger: 'control', gen: GENERATION, index: partitionOf(CONTROL_KEY, partitions) });
  // Another service, that started at the same time for the first time too, may have made them since.
  const lost = end === 0n ? [] : lostIn(keyDir);
  if (lost.length === 0) return;
  throw new Failure('cluster/keys-lost', `KEY_DIR ${keyDir} lacks ${lost.join(', ')}, and what is in the ledgers cannot be read without: bring back what is missing, or name the folder that holds all.`, false);
};
