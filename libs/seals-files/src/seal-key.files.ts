import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeOnce } from '@statewire/durable-files';
import { Failure, hasCode } from '@statewire/kernel';
import { makeSealKey, sealSigner, type SealSigner } from '@statewire/seals';

/** In KEY_DIR, readable by its owner alone: whoever holds it can seal a forged history. */
export const privateKeyFile = 'seal-key.private.pem';
/** In SEAL_DIR beside the seals: what a court needs to check them. */
export const publicKeyFile = 'seal-key.pem';

const readText = async (path: string): Promise<string | undefined> => {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
};

/** What stands there in the end, which may be another process's. */
const madeOnce = async (path: string, text: string, mode: number): Promise<string> => {
  writeOnce(path, text, mode);
  return await readFile(path, 'utf8');
};

/** The private half, made where none was; a public half without one belongs to a key that was lost. */
const privateHalf = async (keyDir: string, sealDir: string | undefined): Promise<string> => {
  const path = join(keyDir, privateKeyFile);
  const found = await readText(path);
  if (found !== undefined) return found;
  if (sealDir === undefined || (await readText(join(sealDir, publicKeyFile))) === undefined) {
    return madeOnce(path, makeSealKey().privateKeyPem, 0o600);
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
  const publicHalf = join(sealDir, publicKeyFile);
  const published = (await readText(publicHalf)) ?? (await madeOnce(publicHalf, signer.publicKeyPem(), 0o644));
  if (published.trim() !== signer.publicKeyPem().trim()) {
    throw new Failure('seals/other-key', `${sealDir} holds the public key of another seal key than ${keyDir}.`, false);
  }
  return signer;
};
