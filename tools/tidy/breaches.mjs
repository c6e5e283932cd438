/** For every rule of the house, a small tree that breaks it and one that keeps it. */
const spec = 'libs/bus/src/bus.spec.ts';
const lines = (count) => 'x\n'.repeat(count);
const lock = (entry) => ({ 'package-lock.json': JSON.stringify({ packages: { '': {}, 'node_modules/a': entry } }) });
const exported = { 'libs/bus/src/index.ts': "export { ask, type Plain } from './bus.js';\n" };
const fault = { 'libs/kernel/src/fault.ts': "export const FAULT_CODES = ['NOT_OWNER'] as const;\n" };

export const breaches = {
  'no-unfinished-work': { breaks: { 'libs/bus/src/a.ts': '// TODO later\n' }, keeps: { 'libs/bus/src/a.ts': '// why\n' } },
  'every-test-runs': { breaks: { [spec]: "it.only('is kept', f);\n" }, keeps: { [spec]: "it('is kept', f);\n" } },
  'test-titles-are-facts': { breaks: { [spec]: "it('should be kept', f);\n" }, keeps: { [spec]: "it('is kept', f);\n" } },
  'environment-is-read-in-config-only': {
    breaks: { 'apps/switch/src/api/routes.ts': 'const port = process.env.PORT;\n' },
    keeps: { 'apps/switch/src/config.ts': 'const port = process.env.PORT;\n' },
  },
  'a-disabled-rule-has-a-reason': {
    breaks: { 'libs/bus/src/a.ts': '// eslint-disable-next-line no-console\n' },
    keeps: { 'libs/bus/src/a.ts': '// eslint-disable-next-line no-console -- the command line speaks here\n' },
  },
  'no-path-of-one-machine': { breaks: { 'docs/a.md': 'see /home/me/x\n' }, keeps: { 'docs/a.md': 'see tools/\n' } },
  'names-are-kebab-case-with-a-known-role': {
    breaks: { 'libs/bus/src/busPort.ts': '' },
    keeps: { 'libs/bus/src/bus.port.ts': '', 'libs/bus/src/bus.memory.int.spec.ts': '' },
  },
  'files-fit-in-300-lines': { breaks: { 'libs/bus/src/a.ts': lines(301) }, keeps: { 'libs/bus/src/a.ts': lines(300) } },
  'every-package-has-a-readme': {
    breaks: { 'libs/bus/project.json': '{}' },
    keeps: { 'libs/bus/project.json': '{}', 'libs/bus/README.md': '' },
  },
  'every-project-is-tagged': {
    breaks: { 'libs/bus/project.json': '{"projectType":"library","tags":["type:port"]}' },
    keeps: { 'libs/bus/project.json': '{"projectType":"library","tags":["type:port","runs:node"]}' },
  },
  'versions-are-exact': {
    breaks: { 'package.json': '{"dependencies":{"zod":"^4.6.7"}}' },
    keeps: { 'package.json': '{"dependencies":{"zod":"4.6.7"}}' },
  },
  'the-lockfile-is-whole': { breaks: lock({ version: '1.0.0' }), keeps: lock({ version: '1.0.0', integrity: 'sha512-x' }) },
  'links-in-documents-lead-somewhere': {
    breaks: { 'docs/a.md': '[b](b.md)' },
    keeps: { 'docs/a.md': '[b](b.md#there) [c](https://example.org) [d](../docs)', 'docs/b.md': '' },
  },
  'scripts-named-in-documents-exist': {
    breaks: { 'README.md': '`npm run dance`', 'package.json': '{"scripts":{"check":"x"}}' },
    keeps: { 'README.md': '`npm run check`', 'package.json': '{"scripts":{"check":"x"}}' },
  },
  'what-a-library-exports-is-explained': {
    breaks: { ...exported, 'libs/bus/src/bus.ts': 'export const ask = () => 1;\n' },
    keeps: { ...exported, 'libs/bus/src/bus.ts': '/** Waits 1 ms. */\nexport const ask = () => 1;\nexport const own = () => 2;\nexport type Plain = 1;\n' },
  },
  'every-refusal-code-is-tested': { breaks: fault, keeps: { ...fault, [spec]: "expect(code).toBe('NOT_OWNER');\n" } },
};
