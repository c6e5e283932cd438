import nx from '@nx/eslint-plugin';
import tseslint from 'typescript-eslint';
import { depConstraints } from './tools/boundaries/nx-constraints.mjs';

const specs = ['**/*.spec.ts', '**/*.contract.ts', '**/*.fixture.ts', '**/test/**/*.ts', 'libs/testing/**/*.ts', 'tools/**/*.ts'];
const domain = ['apps/*/src/domain/**/*.ts', 'libs/record-file/src/**/*.ts', '**/*.decider.ts'];

const fromOutside = 'Domain code is given what it needs: the time, the ids and the data come with the command.';
const outsideGlobals = [
  'Date', 'process', 'fetch', 'setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'performance', 'crypto', 'globalThis',
].map((name) => ({ name, message: fromOutside }));

const nodeGlobals = [
  'Buffer', 'URL', 'URLSearchParams', 'AbortController', 'AbortSignal', 'TextDecoder', 'TextEncoder', 'clearInterval', 'clearTimeout',
  'console', 'fetch', 'performance', 'process', 'setImmediate', 'setInterval', 'setTimeout', 'structuredClone', 'crypto', 'Response',
];

export default tseslint.config(
  { ignores: ['**/dist/', '.cache/', '.nx/', 'coverage/', 'reports/', '.stryker-tmp/', '**/target/'] },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { allowDefaultCaseForExhaustiveSwitch: false }],
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
      // `each ? ring(each) : wait()` reads well where nothing is given back.
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/restrict-plus-operands': ['error', { allowNumberAndString: true }],
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: 'only-allowed-literals' }],
      // A Nest module is a class whose decorator is all it has.
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      // In-memory adapters answer at once and still keep an asynchronous port.
      '@typescript-eslint/require-await': 'off',
      // A type parameter that stands once can still document what a function gives back.
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      '@typescript-eslint/no-unnecessary-type-arguments': 'off',
      '@typescript-eslint/no-dynamic-delete': 'off',
      // 'system' | string says which word has a meaning of its own.
      '@typescript-eslint/no-redundant-type-constituents': 'off',
      // Nest's options are classes, and object literals fill them.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      // The manual's alphabet is A to Z, 0 to 9 and a few signs: one character is one code unit.
      '@typescript-eslint/no-misused-spread': 'off',
      // String(json) is how a field already checked by a decoder is read.
      '@typescript-eslint/no-base-to-string': 'off',
      eqeqeq: 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      'object-shorthand': 'error',
      'no-console': 'error',
    },
  },
  {
    files: specs,
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-empty-function': 'off',
      'no-console': 'off',
    },
  },
  {
    files: ['libs/**/*.ts', 'apps/**/*.ts'],
    plugins: { '@nx': nx },
    rules: {
      '@nx/enforce-module-boundaries': [
        'error',
        { allow: [], depConstraints, enforceBuildableLibDependency: false, allowCircularSelfDependency: true, banTransitiveDependencies: false },
      ],
    },
  },
  {
    files: ['libs/**/*.ts', 'apps/**/*.ts'],
    ignores: specs,
    rules: { 'max-lines-per-function': ['error', { max: 100, skipBlankLines: true, skipComments: true }] },
  },
  {
    files: domain,
    ignores: specs,
    rules: {
      'no-restricted-globals': ['error', ...outsideGlobals],
      'no-restricted-properties': ['error', { object: 'Math', property: 'random', message: fromOutside }],
    },
  },
  {
    files: ['**/*.mjs', '**/*.js', '**/*.cjs'],
    extends: [tseslint.configs.strict],
    languageOptions: { globals: Object.fromEntries([...nodeGlobals, 'module', 'require', '__dirname'].map((name) => [name, 'readonly'])) },
    rules: { 'no-undef': 'error', 'no-var': 'error', 'prefer-const': 'error', eqeqeq: 'error' },
  },
  { files: ['**/*.cjs'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
);
