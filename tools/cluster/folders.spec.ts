import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { clusterFolders, clusterFoldersThere } from './folders.mjs';

let root: string;
let env: Readonly<{ DATA_DIR: string }>;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'cluster-folders-'));
  env = { DATA_DIR: join(root, 'data/') };
});
afterEach(() => { rmSync(root, { recursive: true }); });

describe('the keys and seals of a cluster', () => {
  it('lie beside its data, and are found there by whoever reads it', () => {
    const made = { KEY_DIR: join(root, 'data.cluster.keys'), SEAL_DIR: join(root, 'data.cluster.seals') };
    expect([clusterFolders(env), clusterFoldersThere(env)]).toEqual([made, {}]);
    for (const folder of Object.values(made)) mkdirSync(folder);
    expect([clusterFolders(env), clusterFoldersThere(env)]).toEqual([made, made]);
  });

  it('stay within the data where a cluster was made so', () => {
    const former = { KEY_DIR: join(root, 'data/cluster.keys'), SEAL_DIR: join(root, 'data/cluster.seals') };
    for (const folder of Object.values(former)) mkdirSync(folder, { recursive: true });
    expect([clusterFolders(env), clusterFoldersThere(env)]).toEqual([former, former]);
  });

  it('are where the environment says', () => {
    const named = { ...env, KEY_DIR: '/k', SEAL_DIR: '/s' };
    expect([clusterFolders(named), clusterFoldersThere(named)]).toEqual([{ KEY_DIR: '/k', SEAL_DIR: '/s' }, { KEY_DIR: '/k', SEAL_DIR: '/s' }]);
  });
});
