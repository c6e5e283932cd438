import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { syncFolder, syncFolderNow, writeOnce } from './durable-files.js';

let dir: string;
let path: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'durable-files-'));
  path = join(dir, 'key');
});
afterEach(() => { rmSync(dir, { recursive: true }); });

describe('a file that is written once', () => {
  it('holds what was written, for whom it is meant, and nothing lies beside it', () => {
    writeOnce(path, 'text\n', 0o600);

    expect(readFileSync(path, 'utf8')).toBe('text\n');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(dir)).toEqual(['key']);
  });

  it('stays what it was', () => {
    writeOnce(path, 'first', 0o600);
    writeOnce(path, 'second', 0o644);

    expect(readFileSync(path, 'utf8')).toBe('first');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(dir)).toEqual(['key']);
  });

  it('does not touch the draft of another process with the same number', () => {
    writeFileSync(`${path}.${String(process.pid)}`, 'draft');
    writeOnce(path, 'text', 0o600);

    expect(readFileSync(`${path}.${String(process.pid)}`, 'utf8')).toBe('draft');
  });

  it('fails where it has no folder', () => {
    expect(() => { writeOnce(join(dir, 'none', 'key'), 'text', 0o600); }).toThrow('ENOENT');
  });
});

describe('a folder', () => {
  it('is synced, and fails when it is not there', async () => {
    await syncFolder(dir);
    syncFolderNow(dir);

    await expect(syncFolder(path)).rejects.toThrow('ENOENT');
    expect(() => { syncFolderNow(path); }).toThrow('ENOENT');
  });
});
