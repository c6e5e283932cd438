import { mutants } from './mutants.js';
import { simulate, type Scenario } from './world.js';

const faults = { requestLost: 0.05, answerLost: 0.08, doubled: 0.05, late: 0.1, refused: 0.02, fetchFails: 0.02 };
const heavyFaults = { ...faults, requestLost: 0.15, answerLost: 0.2, doubled: 0.15 };
const commands = 30;

/** What the product must bear without a violation. `share` of a hundred runs are of this kind. */
export const scenarios: readonly Readonly<{ name: string; share: number; scenario: Scenario }>[] = [
  { name: 'one writer that crashes', share: 25, scenario: { writers: 1, commands, faults, crash: 0.05 } },
  { name: 'three rivals that crash', share: 25, scenario: { writers: 3, commands, faults, crash: 0.05 } },
  { name: 'three rivals in a hurry', share: 10, scenario: { writers: 3, commands, faults, withinMs: 150 } },
  { name: 'six rivals under heavy loss', share: 10, scenario: { writers: 6, commands, faults: heavyFaults, crash: 0.05 } },
  { name: 'two rivals whose log is cut by an unclean election', share: 10, scenario: { writers: 2, commands, faults, cutsAtMs: [700] } },
  // A frame that is late may fit on the head that a cut brings back, and so take the place of one that was acknowledged.
  { name: 'one writer whose log is cut again and again', share: 10, scenario: { writers: 1, commands, faults: { ...faults, late: 0 }, cutsAtMs: [500, 800, 1_000, 1_200] } },
  {
    name: 'a writer that does not believe a lying client',
    share: 10,
    scenario: { writers: 1, commands, faults: { ...faults, falselyDeduplicated: 0.05 }, mutation: { options: { believesBase: false } } },
  },
];

/** What must be found out: each leaves out one of the nine corrections. */
export const flawed: readonly Readonly<{ name: string; shows: RegExp; scenario: () => Scenario }>[] = [
  { name: 'no deduplication', shows: /is decided twice/, scenario: () => ({ writers: 3, commands, faults, mutation: mutants.noDedup }) },
  { name: 'no nonce', shows: /half a batch counts/, scenario: () => ({ writers: 3, commands, faults, withinMs: 150, mutation: mutants.noNonce }) },
  {
    name: 'rejections that are not recorded',
    shows: /was answered rejected and is accepted/,
    scenario: () => ({ writers: 3, commands, faults, mutation: mutants.rejectionsNotRecorded }),
  },
  {
    name: 'a time-out answered as a failure',
    shows: /was told to have failed and is in the log/,
    scenario: () => ({ writers: 3, commands, faults, mutation: mutants.timeOutIsFailure }),
  },
  {
    name: 'belief in a false base offset',
    shows: /raised desk\/false-base|is not in the log/,
    scenario: () => ({ writers: 1, commands, faults: { ...faults, falselyDeduplicated: 0.05 } }),
  },
  {
    name: 'no divergence check',
    shows: /was answered accepted and is not in the log/,
    scenario: () => ({ writers: 2, commands, faults, cutsAtMs: [700], mutation: mutants.noDivergenceCheck() }),
  },
];

/** Throws with the seed of the first run that violates anything, so that it can be repeated. */
export const expectSound = async (scenario: Scenario, firstSeed: number, runs: number): Promise<void> => {
  for (let seed = firstSeed; seed < firstSeed + runs; seed += 1) {
    const { violations } = await simulate(seed, scenario);
    if (violations.length > 0) throw new Error(`seed ${String(seed)}: ${violations.join('; ')}`);
  }
};

/** The first seed whose run shows the flaw, undefined when none of so many does. */
export const firstCaught = async (scenario: () => Scenario, shows: RegExp, runs: number): Promise<number | undefined> => {
  for (let seed = 1; seed <= runs; seed += 1) {
    const { violations } = await simulate(seed, scenario());
    if (violations.some((violation) => shows.test(violation))) return seed;
  }
  return undefined;
};
