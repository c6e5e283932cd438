import { spawn } from 'node:child_process';
import { join } from 'node:path';

const program = join(import.meta.dirname, 'main.mjs');
const unchecked = 2;
/** How a process ends in the midst of its own work. */
const fatal = ['SIGABRT', 'SIGBUS', 'SIGFPE', 'SIGILL', 'SIGSEGV'];

/**
 * Runs a command in a process of its own and resolves with its exit status: LMDB ends the process that reads a damaged page,
 * which must be told, and not look like a verdict on the ledger.
 */
export const runApart = (words) =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...words], { stdio: 'inherit' });
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      if (fatal.includes(signal)) {
        process.stderr.write(`Reading ended with ${signal}: a data.mdb is damaged, that of the ledger or that of KEY_DIR. Bring back a copy of its folder. With KEY_DIR=none the ledger is verified without the keys.\n`);
      } else if (signal !== null) process.stderr.write(`The command was ended by ${signal}.\n`);
      resolve(code ?? unchecked);
    });
  });
