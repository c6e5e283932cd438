import TestSequencer from '@jest/test-sequencer';

/** Specs of a minute and more, the slowest first. Where one of them begins last, the other core has nothing left to do; jest itself goes by the size of their files in a clone that has run nothing yet. */
const slow = ['/simulation/simulation.spec.ts', '/bad-input.e2e.spec.ts', '/cop-sixty-days.e2e.spec.ts', '/kill.embedded.e2e.spec.ts'];

const placeOf = (/** @type {{ path: string }} */ { path }) => {
  const place = slow.findIndex((end) => path.endsWith(end));
  return place === -1 ? slow.length : place;
};

export default class SlowFirst extends TestSequencer {
  /** @param {Parameters<TestSequencer['sort']>[0]} tests */
  async sort(tests) {
    return [...(await super.sort(tests))].sort((one, other) => placeOf(one) - placeOf(other));
  }
}
