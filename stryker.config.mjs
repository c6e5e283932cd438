import jest from './jest.config.js';

/** The project whose domain is mutated (`MUTATED=libs/wire`), judged by its own specs alone: what only another project's specs would notice, it does not say itself. */
const project = process.env['MUTATED'] ?? 'libs/record-file';
const domain = project.startsWith('apps/') ? `${project}/src/domain` : `${project}/src`;
/** Properties play hundreds of histories, and a mutant that one of them kills as many again to find the shortest: they are asked only (tools/long.mjs) about what all other specs let through. */
const withoutProperties = process.env['PROPERTIES'] === 'no';

export default {
  mutate: [`${domain}/**/*.ts`, '!**/*.{spec,contract,fixture}.ts'],
  appendPlugins: ['./tools/mutation/by-spec.mjs'],
  testRunner: 'by-spec',
  testRunnerNodeArgs: ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
  jest: {
    projectType: 'custom',
    configFile: 'jest.config.js',
    enableFindRelatedTests: false,
    config: {
      // Specs outside the domain need half the system.
      roots: [`<rootDir>/${domain}`],
      filter: '<rootDir>/tools/mutation/specs-asked.cjs',
      testPathIgnorePatterns: [...jest.testPathIgnorePatterns, ...(withoutProperties ? ['\\.prop\\.spec\\.ts$'] : [])],
    },
  },
  coverageAnalysis: 'perTest',
  // A project may have nothing but properties.
  allowEmpty: withoutProperties,
  concurrency: 2,
  // On a busy machine a mutant is slow, not endless: what is given up counts as noticed.
  timeoutMS: 15_000,
  // Node never lets go of a spec's ES modules (Node 24 neither): a process holds more after each mutant, and at last does nothing but collect garbage.
  maxTestRunnerReuse: 40,
  incremental: true,
  incrementalFile: `.cache/mutation/${project.replace('/', '-')}.json`,
  ignorePatterns: ['**/dist', '.nx', '.cache'],
  reporters: ['clear-text', 'progress'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false, reportMutants: true, reportScoreTable: true },
  // Measured: docs/long-tests.md.
  thresholds: { high: 85, low: 75, break: withoutProperties ? null : 70 },
};
