/**
 * Appends to all partitions of a ledger without end and prints each offset once it is acknowledged:
 * `PARTITION BASE COUNT`. Arguments: folder, ledger, partitions. To be killed.
 */
import { writeSync } from 'node:fs';
import { lmdbLogDriver } from '@statewire/ledger-lmdb';

const [path, ledger, partitions] = process.argv.slice(2);
const driver = lmdbLogDriver({ path });
await driver.create(ledger, 1, Number(partitions));

const appendForEver = async (index) => {
  const part = { ledger, gen: 1, index };
  let { end } = await driver.bounds(part);
  for (;;) {
    const count = 1 + (Number(end) % 5);
    const values = Array.from({ length: count }, (_, place) => Buffer.from(`${index}/${end + BigInt(place)}/`.padEnd(300 + (place * 997) % 3000, 'x')));
    const result = await driver.append(part, values);
    if (result.kind !== 'stored') throw new Error(`not stored: ${result.kind}`);
    // Synchronous, so that what was printed was acknowledged and the kill cannot take it back.
    writeSync(1, `${index} ${result.base} ${count}\n`);
    end = result.base + BigInt(count);
  }
};

await Promise.all(Array.from({ length: Number(partitions) }, (_, index) => appendForEver(index)));
