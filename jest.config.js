import { swcOptions } from './tools/swc-options.mjs';

/** One configuration for every project; suites that need servers end in .int.spec or .e2e.spec and are chosen by tools/test. */
export default {
  testEnvironment: 'node',
  testTimeout: 30_000,
  maxWorkers: 2,
  testSequencer: '<rootDir>/tools/slow-first.mjs',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest', swcOptions] },
  moduleNameMapper: {
    '^@statewire/(switch|agencies|vehicles|cop|wanted-persons|missing-persons|chl|images|inquiry|exchange|messaging|timer|audit|standalone)$': '<rootDir>/apps/$1/src/index.ts',
    '^@statewire/(switch|agencies|vehicles|cop|wanted-persons|missing-persons|chl|images|inquiry|exchange|messaging|timer|audit|standalone)/(.+)$': '<rootDir>/apps/$1/src/$2.ts',
    '^@statewire/([^/]+)/(.+)$': '<rootDir>/libs/$1/src/$2.ts',
    '^@statewire/([^/]+)$': '<rootDir>/libs/$1/src/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  testMatch: ['<rootDir>/{libs,apps,tools}/**/*.spec.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '\\.int\\.spec\\.ts$', '\\.e2e\\.spec\\.ts$', '\\.long\\.spec\\.ts$'],
  // Mutation works on a copy of everything, inside.
  modulePathIgnorePatterns: ['<rootDir>/.*/dist/', '<rootDir>/\\.stryker-tmp/'],
};
