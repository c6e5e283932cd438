import { randomBytes } from 'node:crypto';
import { chmodSync, closeSync, existsSync, fsyncSync, linkSync, mkdirSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
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

/** Makes a new directory entry outlive a power cut. */
export const syncFolder = (path: string): void => {
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
};

const readKey = (path: string): Buffer => {
  closeToOthers(path, ownerOnlyFile);
  const key = Buffer.from(readFileSync(path, 'utf8').trim(), 'base64url');
  if (key.length !== keyBytes) throw new Failure('keyring/no-key-file', `${path} holds no key of ${String(keyBytes)} bytes.`, false);
  return key;
};

/** Written aside, synced and linked into place: of several processes at their first start one makes the key for all. */
const makeKey = (path: string): void => {
  const draft = `${path}.${String(process.pid)}.${randomBytes(4).toString('hex')}`;
  const file = openSync(draft, 'wx', ownerOnlyFile);
  try {
    writeSync(file, `${randomBytes(keyBytes).toString('base64url')}\n`);
    fsyncSync(file);
    linkSync(draft, path);
    syncFolder(dirname(path));
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
  } finally {
    closeSync(file);
    rmSync(draft);
  }
};

/**
 * A key-encryption key: 32 random bytes in base64url, readable by its owner alone, made at the first start.
 * `isFirstStart` false: what it wraps is there already, and a new key would open none of it.
 * Throws Failure `keyring/no-key-file`.
 */
export const keyFile = (path: string, isFirstStart: boolean): Buffer => {
  if (!existsSync(path)) {
    if (!isFirstStart) throw new Failure('keyring/no-key-file', `${path} is missing: without it the data cannot be read.`, false);
    makeKey(path);
  }
  return readKey(path);
};
