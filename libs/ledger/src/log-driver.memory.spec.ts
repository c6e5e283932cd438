import { describe, expect, it } from '@jest/globals';
import { LogCut } from './identity.js';
import { logDriverContract } from './log-driver.contract.js';
import { memoryLogDriver } from './log-driver.memory.js';

logDriverContract('the in-memory driver', () => {
  const driver = memoryLogDriver();
  return Promise.resolve({ driver, close: () => driver.close() });
});

describe('the in-memory driver, as tests use it', () => {
  const part = { ledger: 'journal', gen: 1, index: 0 };

  it('can be cut, and says so to whoever had read further', async () => {
    const driver = memoryLogDriver();
    await driver.create('journal', 1, 1);
    await driver.append(part, [Buffer.from('a'), Buffer.from('b'), Buffer.from('c')]);
    const waiting = driver.fetch(part, 3n, { bytes: 1, waitMs: 10_000 });
    driver.cut(part, 1n);

    await expect(waiting).rejects.toBeInstanceOf(LogCut);
    expect(driver.records(part).map(({ value }) => Buffer.from(value).toString())).toEqual(['a']);
  });

  it('knows only logs that were made', async () => {
    await expect(memoryLogDriver().fetch(part, 0n, { bytes: 1, waitMs: 0 })).rejects.toThrow('there is no log journal.g1/0');
  });

  it('lets its readers go when it is closed', async () => {
    const driver = memoryLogDriver();
    await driver.create('journal', 1, 1);
    const waiting = driver.fetch(part, 0n, { bytes: 1, waitMs: 60_000 });
    await driver.close();

    expect((await waiting).records).toEqual([]);
  });
});
