import { Failure } from '@statewire/kernel';
import { slotsFileName } from '@statewire/keyring-lmdb';
import { privateKeyFile, publicKeyFile, sealsFile } from '@statewire/seals-files';
import { cannotBeUsed, checkFiles, checkFolders, makeFolders as makeAll, type NamedFolder, type Settings } from '@statewire/service-kit';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

const DATABASE = 'data.mdb';

/** Views, snapshots, keys or seals without their ledger are somebody's mistake or a lost disk, and must not be taken for a first start, which would know of no record. */
const checkLedger = ({ dataDir, keyDir, sealDir }: Pick<Settings, 'dataDir' | 'keyDir' | 'sealDir'>): void => {
  const holds = (folder: string, ...files: readonly string[]) => files.some((file) => existsSync(join(folder, file)));
  const ledger = join(dataDir, 'ledger');
  if (holds(ledger, DATABASE)) return;
  // The public half beside its private one is a key that was brought, and may be that of a first start.
  const sealFiles = holds(keyDir, privateKeyFile) ? [sealsFile] : [sealsFile, publicKeyFile];
  const left = [
    ...['views', 'states'].map((name) => join(dataDir, name)).filter((folder) => holds(folder, DATABASE)),
    ...(holds(keyDir, DATABASE, slotsFileName) ? [`KEY_DIR ${keyDir}`] : []),
    ...(holds(sealDir, ...sealFiles) ? [`SEAL_DIR ${sealDir}`] : []),
  ];
  if (left.length === 0) return;
  throw new Failure('standalone/ledger-lost', `DATA_DIR ${dataDir} holds no ledger, but what belongs to one lies in ${left.join(', ')}: bring ${ledger} back, or, to begin without any record, name other folders or move these away.`, false);
};

/** Makes the folders, when all of them can be. */
export const makeFolders = ({ dataDir, keyDir, sealDir }: Settings): void => {
  const keysAndSeals: readonly NamedFolder[] = [['KEY_DIR', keyDir], ['SEAL_DIR', sealDir]];
  const folders: readonly NamedFolder[] = [['DATA_DIR', dataDir], ...keysAndSeals];
  checkFolders(folders);
  checkFiles([...['ledger', 'views', 'states', 'blobs'].map((name): NamedFolder => ['DATA_DIR', join(dataDir, name)]), ...keysAndSeals]);
  checkLedger({ dataDir, keyDir, sealDir });
  makeAll(folders);
};

/** Before anything is opened: whether HTTP will be able to listen. */
export const checkAddress = ({ host, port }: Settings): Promise<void> =>
  new Promise((done, failed) => {
    const server = createServer();
    server.once('error', (cause) => {
      failed(cannotBeUsed('HOST, PORT', `${host}:${String(port)}`, cause, 'HOST is an address or a name of this machine, PORT one that nobody listens on; 0 takes any'));
    });
    server.listen(port, host, () => { server.close(() => { done(); }); });
  });
