/**
 * Opens a key ring over and over again until told to end, each time with a store's key and a key of its own; prints
 * `READY` once it has everything loaded, begins when told so and prints two lines each time: `opened`, and the store's key as it found
 * it. Arguments: folder, name of this process.
 */
import { once } from 'node:events';
import { lmdbKeyRing } from '@statewire/keyring-lmdb';

const [path, name] = process.argv.slice(2);
let goesOn = true;
process.stdout.write('READY\n');
await once(process.stdin, 'data');
process.stdin.once('data', () => (goesOn = false));

for (let turn = 0; goesOn; turn += 1) {
  const ring = lmdbKeyRing({ path });
  process.stdout.write('opened\n');
  await ring.ensure([`${name}/${turn}`]);
  process.stdout.write(`${(await ring.storeKey('shared')).toString('hex')}\n`);
  await ring.close();
}
process.stdin.destroy();
