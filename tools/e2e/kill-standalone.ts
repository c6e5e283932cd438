import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { System } from './system.js';

const loadMs: readonly [number, number] = [300, 1_600];
const recoveryMs: readonly [number, number] = [200, 1_500];
/** Every so many kills there is another one while the process is still coming back. */
const recoveryEvery = 5;

/** kill -9 at any moment under load, some of them amid the recovery from the one before; after each, a start on the same data. */
export const killStandalone = async ({ parts }: System, kills: number): Promise<void> => {
  const { standalone } = parts;
  if (standalone === undefined) throw new Error('there is no standalone process: this is for the embedded profile');
  for (let n = 1; n <= kills; n += 1) {
    const again = n % recoveryEvery === 0;
    if (!again) await sleep(randomInt(...loadMs));
    await standalone.kill();
    const starting = standalone.start();
    if ((n + 1) % recoveryEvery !== 0) await starting;
    else {
      // The kill that follows is what ends this start.
      starting.catch(() => undefined);
      await sleep(randomInt(...recoveryMs));
    }
  }
};
