/**
 * A test runner for Stryker: a mutant meets the specs that reach it one after the other, until one notices it. Stryker's own runner for jest loads all specs that
 * could reach the mutant's file each time, and of nearly all their tests it runs none.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { strykerPlugins as jestPlugins } from '@stryker-mutator/jest-runner';

/**
 * @typedef {ReturnType<(typeof jestPlugins)[number]['factory']>} TestRunner
 * @typedef {Awaited<ReturnType<TestRunner['mutantRun']>>} MutantResult
 * @typedef {ReadonlyMap<string, readonly string[]>} TestsOfSpecs tests by the spec's path
 */

/** Which tests a spec has is written down by the first run, in Stryker's copy of the project: each process has that for its folder. */
const listFile = () => join(process.cwd(), 'tests-of-specs.json');

/** @param {readonly { id: string, fileName?: string }[]} tests @returns {TestsOfSpecs} */
const testsOfSpecs = (tests) => {
  /** @type {Map<string, string[]>} */
  const found = new Map();
  for (const { id, fileName = '' } of tests) found.set(fileName, [...(found.get(fileName) ?? []), id]);
  return found;
};

/** How many mutants of a file each spec noticed. @returns {(path: string) => { noticed: (spec: string) => void, count: (spec: string) => number }} */
const memory = () => {
  /** @type {Map<string, number>} */
  const counts = new Map();
  return (path) => {
    const key = (/** @type {string} */ spec) => `${path}\n${spec}`;
    return { noticed: (spec) => counts.set(key(spec), (counts.get(key(spec)) ?? 0) + 1), count: (spec) => counts.get(key(spec)) ?? 0 };
  };
};

/** @param {TestRunner} jest @returns {TestRunner} */
const bySpec = (jest) => {
  const of = memory();
  /** @type {TestsOfSpecs | undefined} */
  let specs;

  return {
    capabilities: () => jest.capabilities(),
    init: async () => jest.init?.(),
    dispose: async () => jest.dispose?.(),
    async dryRun(options) {
      delete process.env['SPECS_ASKED'];
      const result = await jest.dryRun(options);
      if (result.status === 'complete') await writeFile(listFile(), JSON.stringify([...testsOfSpecs(result.tests)]));
      return result;
    },
    async mutantRun(options) {
      specs ??= new Map(JSON.parse(await readFile(listFile(), 'utf8')));
      const { noticed, count } = of(options.activeMutant.fileName);
      const reaching = options.testFilter && new Set(options.testFilter);
      const asked = [...specs]
        .map(([spec, tests]) => ({ spec, tests: reaching === undefined ? tests : tests.filter((id) => reaching.has(id)) }))
        .filter(({ tests }) => tests.length > 0)
        // What noticed others of the same file, then what reaches it with the most tests.
        .sort((one, other) => count(other.spec) - count(one.spec) || other.tests.length - one.tests.length);
      let nrOfTests = 0;
      for (const { spec, tests } of asked) {
        process.env['SPECS_ASKED'] = spec;
        const result = await jest.mutantRun(reaching === undefined ? options : { ...options, testFilter: tests });
        if (result.status === 'killed') noticed(spec);
        if (result.status !== 'survived') return result;
        nrOfTests += result.nrOfTests;
      }
      return /** @type {MutantResult} */ ({ status: 'survived', nrOfTests });
    },
  };
};

/** @param {any} injector */
const bySpecFactory = (injector) => bySpec(/** @type {(typeof jestPlugins)[number]} */ (jestPlugins[0]).factory(injector));
bySpecFactory.inject = ['$injector'];

export const strykerPlugins = [{ kind: 'TestRunner', name: 'by-spec', factory: bySpecFactory }];
