import { describe, expect, it } from '@jest/globals';
import { memoryKeyRing, sealEvent, type KeyRing } from '@statewire/keyring';
import { frame, genesis, memoryLogDriver, type LogDriver } from '@statewire/ledger';
import { assertNewestKeys } from './newest-keys.js';

const part = { ledger: 'vehicles', gen: 1, index: 0 };
const by = { ori: 'OH0250000', device: 'T1', user: 'u1' };

/** A log of commits about records, each sealed under its record's key, or with nothing to seal. */
const logOf = async (keyring: KeyRing, records: readonly (string | undefined)[], text = 'DOE'): Promise<LogDriver> => {
  const driver = memoryLogDriver();
  await driver.create(part.ledger, part.gen, 1);
  let { head: prev } = genesis('inst', part);
  for (const [at, record] of records.entries()) {
    const s = record ?? 'vehicle/0';
    await keyring.ensure([s]);
    const ev = [sealEvent(keyring, part.ledger, { t: 'vehicle.entered', tv: 1, s, d: {}, ...(record === undefined ? {} : { p: { NAM: text } }) }, 1)];
    const { bytes, hash } = frame({ prev, seq: at + 1, w: 'w/1', at: '2026-11-21T04:10:05.123Z', k: '' }, { by, cv: '1', out: 'accepted', ev });
    await driver.append(part, [bytes]);
    prev = hash;
  }
  return driver;
};
const older = expect.objectContaining({ code: 'keyring/older', canRetry: false, message: expect.stringMatching(/KEY_DIR does not hold the key of vehicle\/2, which vehicles\.g1\/0/) });

describe('the keys of the newest commits', () => {
  it('are there in the keyring that made them, also where some were destroyed', async () => {
    const keyring = memoryKeyRing();
    const driver = await logOf(keyring, ['vehicle/1', 'vehicle/2', undefined]);
    await keyring.destroy('vehicle/1', { number: '1', court: 'X', by: 'Y' });

    await expect(assertNewestKeys(driver, keyring, part)).resolves.toBeUndefined();
  });

  it('are missed where the keyring has others only', async () => {
    const driver = await logOf(memoryKeyRing(), ['vehicle/1', 'vehicle/2']);
    const copy = memoryKeyRing();
    await copy.ensure(['vehicle/1']);

    await expect(assertNewestKeys(driver, copy, part)).rejects.toEqual(older);
  });

  it('are those of the end of a long log', async () => {
    const keyring = memoryKeyRing();
    const driver = await logOf(keyring, ['vehicle/2', ...Array.from({ length: 40 }, () => undefined)]);

    await expect(assertNewestKeys(driver, memoryKeyRing(), part)).resolves.toBeUndefined();
    await expect(assertNewestKeys(await logOf(keyring, [...Array.from({ length: 40 }, () => undefined), 'vehicle/2']), memoryKeyRing(), part)).rejects.toEqual(older);
  });

  it('are those of the end where a fetch does not reach it', async () => {
    const driver = await logOf(memoryKeyRing(), [...Array.from({ length: 31 }, () => 'vehicle/1'), 'vehicle/2'], 'X'.repeat(60_000));
    const copy = memoryKeyRing();
    await copy.ensure(['vehicle/1']);

    await expect(assertNewestKeys(driver, copy, part)).rejects.toEqual(older);
  });

  it('are not looked for in what is no commit, nor where the log is away', async () => {
    const driver = memoryLogDriver();
    await driver.create(part.ledger, part.gen, 1);
    await driver.append(part, [Buffer.from('no commit')]);

    await expect(assertNewestKeys(driver, memoryKeyRing(), part)).resolves.toBeUndefined();
    await expect(assertNewestKeys({ ...driver, bounds: () => Promise.reject(new Error('away')) }, memoryKeyRing(), part)).resolves.toBeUndefined();
  });
});
