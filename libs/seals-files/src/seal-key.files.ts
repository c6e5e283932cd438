import { randomUUID } from 'node:crypto';
import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '@statewire/kernel';
import { makeSealKey, sealSigner, type SealSigner } from '@statewire/seals';

/** In KEY_DIR, readable by its owner alone: whoever holds it can seal a forged history. */
export const privateKeyFile = 'seal-key.private.pem';
/** In SEAL_DIR beside the seals: what a court needs to check them. */
export const publicKeyFile = 'seal-key.pem';

const hasCode = (error: unknown, code: string) => typeof error === 'object' && error !== null && 'code' in error && error.code === code;

const readText = async (path: string): Promise<string | undefined> => {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
};

/** Writes a whole file that was not there, durably; returns what stands there in the end, which may be another's. */
const writeOnce = async (dir: string, name: string, text: string, mode: number): Promise<string> => {
  const path = join(dir, name);
  const draft = join(dir, `.${name}.${randomUUID()}`);
  try {
    const file = await open(draft, 'wx', mode);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    // A link, unlike a rename, never replaces what another process has put there meanwhile.
    await link(draft, path).catch((error: unknown) => {
      if (!hasCode(error, 'EEXIST')) throw error;
    });
  } finally {
    await rm(draft, { force: true });
  }
  const folder = await open(dir, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
  return await readFile(path, 'utf8');
};

/** The private half, made where none was; a public half without one belongs to a key that was lost. */
const privateHalf = async (keyDir: string, sealDir: string | undefined): Promise<string> => {
  const path = join(keyDir, privateKeyFile);
  const found = await readText(path);
  if (found !== undefined) return found;
  if (sealDir === undefined || (await readText(join(sealDir, publicKeyFile))) === undefined) {
    return writeOnce(keyDir, privateKeyFile, makeSealKey().privateKeyPem, 0o600);
  }
  // Another process that has just made both wrote the private one first.
  const made = await readText(path);
  if (made !== undefined) return made;
  throw new Failure('seals/lost-key', `${keyDir} lacks ${privateKeyFile}, under which the seals in ${sealDir} were made: put it back, or move those seals away.`, false);
};

/**
 * The seal key of an installation, made at the very first start. With `sealDir` the public half is copied there.
 * Failure `seals/bad-key` when the key file holds none, `seals/lost-key` when there is only the public half, `seals/other-key`
 * when SEAL_DIR holds that of another: its seals would no longer verify, so somebody has to move them away knowingly.
 */
export const loadOrMakeSealKey = async (keyDir: string, sealDir?: string): Promise<SealSigner> => {
  await mkdir(keyDir, { recursive: true, mode: 0o700 });
  const signer = sealSigner(await privateHalf(keyDir, sealDir));
  if (sealDir === undefined) return signer;

  await mkdir(sealDir, { recursive: true });
  const published = (await readText(join(sealDir, publicKeyFile))) ?? (await writeOnce(sealDir, publicKeyFile, signer.publicKeyPem(), 0o644));
  if (published.trim() !== signer.publicKeyPem().trim()) {
    throw new Failure('seals/other-key', `${sealDir} holds the public key of another seal key than ${keyDir}.`, false);
  }
  return signer;
};
