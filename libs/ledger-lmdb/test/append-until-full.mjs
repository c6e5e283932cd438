/**
 * Appends to two partitions until the disk takes no more (the parent limits the size of files), then a little more.
 * Prints as JSON what came of it. Argument: folder.
 */
import { lmdbLogDriver } from '@statewire/ledger-lmdb';

const appendsMax = 1000;
// The signal that comes with a refused write; without a listener it would end the process.
process.on('SIGXFSZ', () => undefined);

const driver = lmdbLogDriver({ path: process.argv[2] });
await driver.create('full', 1, 2);
const part = (index) => ({ ledger: 'full', gen: 1, index });

const stored = [0, 0];
const kinds = new Set();
for (let round = 0; round < appendsMax && !kinds.has('unknown'); round += 1) {
  const results = await Promise.all([0, 1].map((index) => driver.append(part(index), [Buffer.alloc(50_000), Buffer.alloc(50_000)])));
  results.forEach(({ kind }, index) => {
    kinds.add(kind);
    if (kind === 'stored') stored[index] += 2;
  });
}
const ends = await Promise.all([0, 1].map(async (index) => Number((await driver.bounds(part(index))).end)));
await driver.close();
console.log(JSON.stringify({ kinds: [...kinds].sort(), stored, ends }));
