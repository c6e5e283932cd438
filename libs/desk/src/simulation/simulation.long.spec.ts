import { describe, expect, it } from '@jest/globals';
import { expectSound, scenarios } from './scenarios.js';

const runs = 40_000;
const firstSeed = 1_000_000;
const limitMs = 3_600_000;

describe('the writer under faults, for long', () => {
  it.each(scenarios)('decides once, answers the truth and rests on the log: $name', async ({ scenario, share }) => {
    await expect(expectSound(scenario, firstSeed, (runs * share) / 100)).resolves.toBeUndefined();
  }, limitMs);
});
