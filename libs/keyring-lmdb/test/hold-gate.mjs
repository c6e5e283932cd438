/** Passes the gate and never lets go: prints `READY` once it is through, to be killed. Argument: the gate's file. */
import { setTimeout as pause } from 'node:timers/promises';
import { gateIn } from '@statewire/keyring-lmdb/gate';

await gateIn(process.argv[2]).pass(async () => {
  process.stdout.write('READY\n');
  await pause(60_000);
});
