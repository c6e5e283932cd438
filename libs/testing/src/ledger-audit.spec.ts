import { describe, expect, it } from '@jest/globals';
import { frame, genesisHash, memoryLogDriver } from '@statewire/ledger';
import { auditLedger } from './ledger-audit.js';

const part = { ledger: 'vehicles', gen: 1, index: 0 };
const installation = 'here';
const by = { ori: 'TX1010000', device: 'T1', user: 'test' };

/** A log whose valid commits decide `ids` in their order, with one void record in between. */
const logOf = async (ids: readonly string[]) => {
  const driver = memoryLogDriver();
  await driver.create(part.ledger, part.gen, 1);
  let prev = genesisHash(installation, part);
  for (const [index, cmd] of ids.entries()) {
    const head = { prev, seq: index + 1, w: `w/${String(index)}`, at: '2026-11-21T00:00:00.000Z', cmd, k: 'TX1010000' };
    const { bytes, hash } = frame(head, { by, cv: '1', out: 'accepted', ev: [] });
    // The second copy lost its place to the first.
    await driver.append(part, index === 0 ? [bytes, bytes] : [bytes]);
    prev = hash;
  }
  return driver;
};

describe('the audit of a ledger', () => {
  it('finds nothing where every promise was kept', async () => {
    const audit = await auditLedger(await logOf(['a', 'b']), part, installation, new Map([['a', 1], ['b', 2]]));
    expect(audit).toEqual({ valid: 2, void: 1, violations: [] });
  });

  it('finds a command that was decided twice', async () => {
    const { violations } = await auditLedger(await logOf(['a', 'b', 'a']), part, installation, new Map());
    expect(violations).toEqual(['a was decided 2 times, at 1, 3']);
  });

  it('finds an acknowledged command that is not in the log, or elsewhere', async () => {
    const { violations } = await auditLedger(await logOf(['a', 'b']), part, installation, new Map([['c', 3], ['b', 1]]));
    expect(violations).toEqual(['c was acknowledged at 3 and is not in the log', 'b was acknowledged at 1 and is at 2']);
  });
});
