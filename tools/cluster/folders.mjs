import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

const kinds = { KEY_DIR: 'keys', SEAL_DIR: 'seals' };

const dataDirOf = (env) => resolve(env['DATA_DIR'] || './data');
/** Beside DATA_DIR, apart from those of `npm start`; clusters that were made before have them in it. */
const folderOf = (env, kind) => `${dataDirOf(env)}.cluster.${kind}`;
const formerOf = (env, kind) => join(dataDirOf(env), `cluster.${kind}`);

/** KEY_DIR and SEAL_DIR of a cluster as the environment names them, else as `cluster:up` has made them; without those that are neither. */
export const clusterFoldersThere = (env) =>
  Object.fromEntries(
    Object.entries(kinds).flatMap(([variable, kind]) => {
      const folder = env[variable] || [formerOf(env, kind), folderOf(env, kind)].find((path) => existsSync(path));
      return folder === undefined ? [] : [[variable, folder]];
    }),
  );

/** KEY_DIR and SEAL_DIR of the cluster that `cluster:up` starts. */
export const clusterFolders = (env) => ({
  ...Object.fromEntries(Object.entries(kinds).map(([variable, kind]) => [variable, folderOf(env, kind)])),
  ...clusterFoldersThere(env),
});
