/**
 * `npm start`: installs what is missing, builds what changed and runs the whole switch in this process,
 * so that signals reach it directly: the script says `exec`, as a shell between npm and this process would keep them to itself.
 */
import './node-version.mjs';
import { pathToFileURL } from 'node:url';
import { install } from './install.mjs';

const parentLookMs = 250;
const parent = process.ppid;
// Where npm itself was killed, nobody is left who could end this process, which holds the port and the ledger.
if (process.env.npm_lifecycle_event === 'start') {
  setInterval(() => {
    if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM');
  }, parentLookMs).unref();
}

await install();
const { build } = await import('./build.mjs');
await build();
const { bundle, programOf } = await import('./bundle.mjs');
await bundle();
await import(pathToFileURL(programOf('standalone')).href);
