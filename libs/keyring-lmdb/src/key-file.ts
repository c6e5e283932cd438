import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { writeOnce } from '@statewire/durable-files';
import { Failure } from '@statewire/kernel';

const keyBytes = 32;
const ownerOnlyFolder = 0o700;
const ownerOnlyFile = 0o600;
const othersMask = 0o077;

const closeToOthers = (path: string, mode: number): void => {
  if ((statSync(path).mode & othersMask) !== 0) chmodSync(path, mode);
};

/** Makes the folder if it is missing; it is nobody's but its owner's in either case. */
export const ownFolder = (path: string): void => {
  mkdirSync(path, { recursive: true, mode: ownerOnlyFolder });
  closeToOthers(path, ownerOnlyFolder);
};

const readKey = (path: string): Buffer => {
  closeToOthers(path, ownerOnlyFile);
  const key = Buffer.from(readFileSync(path, 'utf8').trim(), 'base64url');
  if (key.length !== keyBytes) throw new Failure('keyring/no-key-file', `${path} holds no key of ${String(keyBytes)} bytes.`, false);
  return key;
};

/**
 * A key-encryption key: 32 random bytes in base64url, readable by its owner alone, made at the first start.
 * `isFirstStart` false: what it wraps is there already, and a new key would open none of it.
 * Throws Failure `keyring/no-key-file`.
 */
export const keyFile = (path: string, isFirstStart: boolean): Buffer => {
  if (!existsSync(path)) {
    if (!isFirstStart) throw new Failure('keyring/no-key-file', `${path} is missing: without it the data cannot be read.`, false);
    writeOnce(path, `${randomBytes(keyBytes).toString('base64url')}\n`, ownerOnlyFile);
  }
  return readKey(path);
};
