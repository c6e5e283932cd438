/** The project whose domain is mutated (`MUTATED=libs/wire`), judged by its own specs alone: what only another project's specs would notice, it does not say itself. */
const project = process.env['MUTATED'] ?? 'libs/record-file';

export default {
  mutate: [`${project}/src/${project.startsWith('apps/') ? 'domain/' : ''}**/*.ts`, '!**/*.{spec,contract,fixture}.ts'],
  testRunner: 'jest',
  testRunnerNodeArgs: ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
  jest: {
    projectType: 'custom',
    configFile: 'jest.config.js',
    enableFindRelatedTests: true,
    config: {
      roots: [`<rootDir>/${project}`],
    },
  },
  coverageAnalysis: 'perTest',
  concurrency: 2,
  ignorePatterns: ['**/dist', '.nx', '.cache'],
  reporters: ['clear-text', 'progress'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false, reportMutants: true, reportScoreTable: true },
  // Measured: docs/long-tests.md.
  thresholds: { high: 85, low: 75, break: 70 },
};
