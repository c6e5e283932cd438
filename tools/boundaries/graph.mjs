/** Builds Nx's project graph. Without it the boundary rule skips itself with a warning and every import passes. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** What the rule prints when it found no graph: to be treated as a failure wherever it shows. */
export const skippedWarning = 'No cached ProjectGraph is available';

export const nxEnvironment = { NX_DAEMON: 'false', NX_NO_CLOUD: 'true' };

export const buildGraph = () => {
  const { status, stderr } = spawnSync(process.execPath, [join(root, 'node_modules/.bin/nx'), 'show', 'projects'], {
    cwd: root,
    env: { ...process.env, ...nxEnvironment },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`nx could not build the project graph: ${stderr}`);
};
