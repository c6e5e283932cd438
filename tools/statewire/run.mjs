import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exportLedgers } from '@statewire/audit/export/export-ledgers';
import { sealLedgers } from '@statewire/audit/export/seal-ledgers';
import { reportText } from '@statewire/audit/verify/report-text';
import { readSealCopies } from '@statewire/audit/verify/seal-copies';
import { verifyLedgers } from '@statewire/audit/verify/verify-ledgers';
import { verifyWithPictures } from '@statewire/audit/verify/verify-pictures';
import { Failure, isFailure } from '@statewire/kernel';
import { fileSeals, loadOrMakeSealKey, privateKeyFile, publicKeyFile, sealsFile } from '@statewire/seals-files';
import { sealVerifier } from '@statewire/seals';
import { readSettings } from '@statewire/service-kit';
import { clusterFoldersThere } from '../cluster/folders.mjs';
import { newFolder } from './folder.mjs';
import { openCluster, openEmbedded, openPictures } from './sources.mjs';

const usage = `statewire verify [DATA_DIR] [--key PEM]
statewire export [DATA_DIR] OUT
Without a folder the cluster of KAFKA_BROKERS and NAMESPACE is read, or where no brokers are named the folder DATA_DIR of the environment.`;

/** Exit statuses: the ledger verifies; something is wrong with it; it could not be checked. */
const status = { verifies: 0, wrong: 1, unchecked: 2 };

const say = (line) => process.stdout.write(`${line}\n`);
const warn = (line) => process.stderr.write(`${line}\n`);

const readIfThere = async (path) => (existsSync(path) ? readFile(path, 'utf8') : undefined);

/** The seals kept away from the ledger, and the public key: the one given, else the one beside the seals. */
const witnesses = async ({ sealDir }, keyPath) => {
  const copies = readSealCopies((await readIfThere(join(sealDir, sealsFile))) ?? '');
  const publicKeyPem = keyPath === undefined ? await readIfThere(join(sealDir, publicKeyFile)) : await readFile(keyPath, 'utf8');
  if (copies.torn) warn(`What follows the last line end in ${sealsFile} is no whole line, and is passed over.`);
  if (copies.seals.length === 0) warn(`There are no copies of seals in ${sealDir}: a cut at the end would not be seen.`);
  if (publicKeyPem === undefined) warn(`There is no ${publicKeyFile} in ${sealDir} and no --key: signatures are not checked.`);
  return { copies, publicKeyPem, isSigned: publicKeyPem === undefined ? undefined : sealVerifier(publicKeyPem) };
};

const conclude = (report, { damagedLines }) => {
  for (const line of damagedLines) say(`WRONG ${sealsFile}: line ${line} is no seal`);
  say(reportText(report));
  return report.problems.length + damagedLines.length === 0 ? status.verifies : status.wrong;
};

/** A ledger that was never begun is none to be judged, unless a seal speaks of one that was. */
const refuseEmpty = ({ ledgers }, { copies }) => {
  if (ledgers.length + copies.seals.length === 0) throw new Failure('statewire/no-ledger', 'There is no partition in this ledger.', false);
};

const optionsOf = ({ driver, installation, ledgers, rivals }, { copies, isSigned }) => ({
  driver, installation, ledgers, rivals, copies: copies.seals, ...(isSigned && { isSigned }),
});

/** The data folder that the environment names, as `npm start` takes it, where it names no cluster. */
const ownFolder = ({ KAFKA_BROKERS, DATA_DIR }) => (KAFKA_BROKERS?.trim() ? undefined : DATA_DIR?.trim() || undefined);

/** What to read, and where: the data folder that is given, else the cluster that the environment names. */
const settingsOf = (dataDir, example) => {
  const settings = readSettings({ ...process.env, ...(dataDir === undefined ? clusterFoldersThere(process.env) : { DATA_DIR: dataDir }) });
  if (dataDir !== undefined || settings.kafkaBrokers.length > 0) return settings;
  throw new Failure('statewire/no-ledger', `Neither DATA_DIR nor KAFKA_BROKERS is given. Of what npm start wrote here: npm run statewire -- ${example}`, false);
};

const verify = async (dataDir, keyPath) => {
  const settings = settingsOf(dataDir, 'verify data');
  const witness = await witnesses(settings, keyPath);
  const source = dataDir === undefined ? await openCluster(settings, witness.copies.seals) : await openEmbedded(settings);
  let pictures;
  try {
    pictures = await openPictures(settings, dataDir === undefined);
    refuseEmpty(source, witness);
    const options = optionsOf(source, witness);
    if (pictures.blobs === undefined) warn(`${pictures.lacks}: pictures are not checked.`);
    return conclude(pictures.blobs === undefined ? await verifyLedgers(options) : await verifyWithPictures(options, pictures.blobs), witness.copies);
  } finally {
    await pictures?.close?.();
    await source.driver.close();
  }
};

/** An export ends with a seal, so that everything in it is signed for, when nobody else may be writing. */
const sealFirst = async (source, settings, witness) => {
  if (!source.alone) return warn('The ledger is in use, so it was not sealed first: what follows the last seal is not signed for.');
  if (!existsSync(join(settings.keyDir, privateKeyFile))) return warn(`There is no seal key in ${settings.keyDir}: the ledger was not sealed first.`);
  const signer = await loadOrMakeSealKey(settings.keyDir, settings.sealDir);
  const sink = await fileSeals({ dir: settings.sealDir });
  try {
    const attempt = `export.${randomBytes(4).toString('hex')}`;
    await sealLedgers({ ...optionsOf(source, witness), signer, sink, attempt, time: new Date().toISOString() });
  } finally {
    await sink.close();
  }
};

const exportInto = async (folder, settings, dataDir) => {
  const before = await witnesses(settings);
  const source = dataDir === undefined ? await openCluster(settings, before.copies.seals) : await openEmbedded(settings, { write: true });
  try {
    refuseEmpty(source, before);
    await sealFirst(source, settings, before);
    const witness = await witnesses(settings);
    const { publicKeyPem } = witness;
    const report = await exportLedgers({ ...optionsOf(source, witness), folder, ...(publicKeyPem && { publicKeyPem }) });
    await folder.close();
    return conclude(report, witness.copies);
  } finally {
    await source.driver.close();
  }
};

const exportTo = async (dataDir, out) => {
  const settings = settingsOf(dataDir, 'export data OUT');
  const folder = await newFolder(out);
  try {
    return await exportInto(folder, settings, dataDir);
  } catch (error) {
    await folder.discard();
    throw error;
  }
};

/** Splits `--key PEM` from what stands by its place; undefined when the words make no command. */
const parse = ([command, ...words]) => {
  const at = words.indexOf('--key');
  const keyPath = at < 0 ? undefined : words[at + 1];
  const given = at < 0 ? words : words.filter((_word, index) => index !== at && index !== at + 1);
  if ((at >= 0 && keyPath === undefined) || given.some((word) => word.startsWith('--'))) return undefined;
  if (command === 'verify' && given.length <= 1) return () => verify(given[0] ?? ownFolder(process.env), keyPath);
  if (command === 'export' && at < 0 && (given.length === 1 || given.length === 2)) return () => exportTo(given.at(-2) ?? ownFolder(process.env), given.at(-1));
  return undefined;
};

/** Runs one command; resolves with its exit status. */
export const run = async (words) => {
  const command = parse(words);
  if (command === undefined) {
    warn(usage);
    return status.unchecked;
  }
  try {
    return await command();
  } catch (error) {
    // Whatever went wrong here was not found in the ledger: it must not look like a verdict on it.
    warn(isFailure(error) || error?.syscall !== undefined ? error.message : String(error?.stack ?? error));
    return status.unchecked;
  }
};
