import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { existsSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkFiles, checkFolders, makeFolders } from './folders.js';

describe('folders that settings name', () => {
  let dir: string;
  beforeEach(() => { dir = mkdtempSync(join(tmpdir(), 'folders-')); });
  afterEach(() => { rmSync(dir, { recursive: true }); });

  it('are checked without being made, and made where they are missing', () => {
    const path = join(dir, 'a/b');
    checkFolders([['KEY_DIR', path]]);
    expect(existsSync(join(dir, 'a'))).toBe(false);

    makeFolders([['KEY_DIR', path], ['SEAL_DIR', path]]);
    expect(existsSync(path)).toBe(true);
  });

  it('are named where something is in their place that leads nowhere', () => {
    symlinkSync(join(dir, 'nowhere'), join(dir, 'link'));

    expect(() => { makeFolders([['KEY_DIR', join(dir, 'link/keys')]]); }).toThrow(`KEY_DIR ${join(dir, 'link/keys')} cannot be used (Error: EEXIST`);
  });

  it('may hold what somebody takes away meanwhile', () => {
    symlinkSync(join(dir, 'taken'), join(dir, 'draft'));

    expect(() => { checkFiles([['KEY_DIR', dir]]); }).not.toThrow();
  });
});
