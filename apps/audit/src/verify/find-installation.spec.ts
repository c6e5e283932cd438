import { describe, expect, it } from '@jest/globals';
import { installation, ledgerOf, part, sealedLedger } from '../test/sealed-ledger.js';
import { findInstallation } from './find-installation.js';

describe('the installation of a ledger without a file of it', () => {
  it('is the one its kept seals name', async () => {
    const { copies } = await sealedLedger();

    expect(await findInstallation(await ledgerOf([]), [part], copies)).toBe(installation);
  });

  it('is the one the first seal in the log names', async () => {
    const { driver } = await sealedLedger();

    expect(await findInstallation(driver, [part], [])).toBe(installation);
  });

  it('is unknown before anything was sealed', async () => {
    const { frames } = await sealedLedger();

    expect(await findInstallation(await ledgerOf(frames.slice(0, 10)), [part], [])).toBeUndefined();
  });
});
