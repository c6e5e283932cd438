// Recall and precision of the person matcher over the invented population: an index of blocks in memory, as the hot-file view keeps it.
import { blocksAsked, blocksOf, MATCHER_VERSION, matchScore } from '@statewire/person-match';
import { ERROR_SHARES, ERRORS, namOf, personAt, randomOf } from './people.mjs';

const THOUSAND = 1_000;
/** @param {import('./people.mjs').Person} person */
const heldOf = (person) => ({ names: [namOf(person)], births: [person.birth], sex: person.sex, race: person.race });

/** @param {number} people */
const indexOf = (people) => {
  /** @type {Map<string, number[]>} */
  const index = new Map();
  for (let n = 0; n < people; n += 1) {
    for (const block of blocksOf(heldOf(personAt(n)))) {
      const there = index.get(block);
      if (there === undefined) index.set(block, [n]);
      else there.push(n);
    }
  }
  return index;
};

/** What is asked in one question: a person of the population under an error, or nobody of it (n beyond it). */
const options = [
  ['standard', {}], ['ENS', { expandedName: true }], ['EBS', { expandedBirth: true }], ['ENS and EBS', { expandedName: true, expandedBirth: true }],
];

/** @param {string[]} names */
const drawn = (names, /** @type {() => number} */ random) => {
  let share = random() * THOUSAND;
  for (const name of names) {
    share -= ERROR_SHARES[/** @type {keyof typeof ERROR_SHARES} */ (name)];
    if (share < 0) return name;
  }
  return 'none';
};

process.once('message', (/** @type {{ people: number, questions: number }} */ { people, questions }) => {
  const index = indexOf(people);
  /** @param {import('./people.mjs').Person} person @param {object} how @returns {readonly number[]} */
  const found = (person, how) => {
    const asked = { names: [namOf(person)], births: [person.birth], sex: person.sex, race: person.race, ...how };
    const candidates = new Set(blocksAsked(asked).flatMap((block) => index.get(block) ?? []));
    return [...candidates].filter((n) => matchScore(asked, heldOf(personAt(n))) !== undefined);
  };
  /** @param {(n: number) => string} errorOf */
  const measured = (errorOf) =>
    options.map(([name, how]) => {
      let [right, all] = [0, 0];
      const begun = performance.now();
      for (let q = 0; q < questions; q += 1) {
        const random = randomOf(q + 700_000_001);
        const n = Math.floor(random() * people);
        const error = errorOf(q);
        const got = found((ERRORS[error] ?? ERRORS['none'])?.(personAt(n), random) ?? personAt(n), /** @type {object} */ (how));
        if (got.includes(n)) right += 1;
        all += got.length;
      }
      return { name, recall: right / questions, precision: all === 0 ? 1 : right / all, each: all / questions, microseconds: ((performance.now() - begun) / questions) * THOUSAND };
    });
  const names = Object.keys(ERROR_SHARES);
  const mixed = measured((q) => drawn(names, randomOf(q + 800_000_001)));
  const byError = Object.keys(ERRORS).map((error) => ({ error, modes: measured(() => error) }));
  process.send?.({ version: MATCHER_VERSION, blocks: index.size, residentMib: process.memoryUsage().rss / 2 ** 20, mixed, byError }, () => process.exit(0));
});
