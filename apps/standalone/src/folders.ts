import { causeOf, Failure } from '@statewire/kernel';
import { slotsFileName } from '@statewire/keyring-lmdb';
import { sealsFile } from '@statewire/seals-files';
import type { Settings } from '@statewire/service-kit';
import { accessSync, constants, existsSync, lstatSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';

const refusal = (variable: string, value: string, cause: unknown, may: string): Failure =>
  new Failure('settings/invalid', `${variable} ${value} cannot be used (${causeOf(cause)}): ${may}`, false, { cause });

/** Step by step: where a folder cannot be made for want of its parent's leave, node's own way tries for ever. */
const makeFolder = (path: string): void => {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  mkdirSync(path);
};

/** The first folder on the way to this one that is there. */
const nearest = (path: string): string => (existsSync(path) ? path : nearest(dirname(path)));

const checkFolder = (variable: string, path: string): void => {
  try {
    const there = nearest(path);
    if (!statSync(there).isDirectory()) throw new Error(`${there} is a file`);
    accessSync(there, constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw refusal(variable, path, cause, 'it is a folder that this process may make and write to');
  }
};

const mayUse = constants.R_OK | constants.W_OK;
/** What is written to in place; of other files it is enough that they can be read. */
const writtenTo = /\.(mdb|slots|jsonl)$/;

const checkAccess = (variable: string, path: string, mustBeFolder: boolean): void => {
  try {
    const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory();
    // Whoever has the folder open takes a file away now and then.
    if (isFolder === undefined) return;
    if (mustBeFolder && !isFolder) throw new Error('it is a file');
    accessSync(path, isFolder ? mayUse | constants.X_OK : writtenTo.test(path) ? mayUse : constants.R_OK);
  } catch (cause) {
    throw refusal(variable, path, cause, 'another user has made it, or its rights were changed');
  }
};

/** What is there already must be this process's to use: after one start as another user it is not. */
const checkFiles = ({ dataDir, keyDir, sealDir }: Pick<Settings, 'dataDir' | 'keyDir' | 'sealDir'>): void => {
  const folders = [...['ledger', 'views', 'states', 'blobs'].map((name) => ['DATA_DIR', join(dataDir, name)] as const), ['KEY_DIR', keyDir] as const, ['SEAL_DIR', sealDir] as const];
  for (const [variable, folder] of folders) {
    if (lstatSync(folder, { throwIfNoEntry: false }) === undefined) continue;
    checkAccess(variable, folder, true);
    for (const name of readdirSync(folder)) checkAccess(variable, join(folder, name), false);
  }
};

const DATABASE = 'data.mdb';

/** Views, snapshots, keys or seals without their ledger are somebody's mistake or a lost disk, and must not be taken for a first start, which would know of no record. */
const checkLedger = ({ dataDir, keyDir, sealDir }: Pick<Settings, 'dataDir' | 'keyDir' | 'sealDir'>): void => {
  const holds = (folder: string, ...files: readonly string[]) => files.some((file) => existsSync(join(folder, file)));
  const ledger = join(dataDir, 'ledger');
  if (holds(ledger, DATABASE)) return;
  const left = [
    ...['views', 'states'].map((name) => join(dataDir, name)).filter((folder) => holds(folder, DATABASE)),
    ...(holds(keyDir, DATABASE, slotsFileName) ? [`KEY_DIR ${keyDir}`] : []),
    ...(holds(sealDir, sealsFile) ? [`SEAL_DIR ${sealDir}`] : []),
  ];
  if (left.length === 0) return;
  throw new Failure('standalone/ledger-lost', `DATA_DIR ${dataDir} holds no ledger, but what belongs to one lies in ${left.join(', ')}: bring ${ledger} back, or, to begin without any record, name other folders or move these away.`, false);
};

/** Makes the folders, when all of them can be. */
export const makeFolders = ({ dataDir, keyDir, sealDir }: Settings): void => {
  const folders = { DATA_DIR: dataDir, KEY_DIR: keyDir, SEAL_DIR: sealDir };
  for (const [variable, path] of Object.entries(folders)) checkFolder(variable, path);
  checkFiles({ dataDir, keyDir, sealDir });
  checkLedger({ dataDir, keyDir, sealDir });
  for (const [variable, path] of Object.entries(folders)) {
    try {
      makeFolder(path);
    } catch (cause) {
      throw refusal(variable, path, cause, 'it is a folder that this process may make and write to');
    }
  }
};

/** Before anything is opened: whether HTTP will be able to listen. */
export const checkAddress = ({ host, port }: Settings): Promise<void> =>
  new Promise((done, failed) => {
    const server = createServer();
    server.once('error', (cause) => {
      failed(refusal('HOST, PORT', `${host}:${String(port)}`, cause, 'HOST is an address or a name of this machine, PORT one that nobody listens on; 0 takes any'));
    });
    server.listen(port, host, () => { server.close(() => { done(); }); });
  });
