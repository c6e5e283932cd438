/**
 * What Nx cannot see, because it sees projects and not files. Which library is pure, port or adapter comes from the tags in project.json.
 * Every rule has a breaking import in tools/boundaries/cruise-breaches.mjs.
 */
const { existsSync, readFileSync, readdirSync } = require('node:fs');
const { join } = require('node:path');

const libraries = readdirSync(join(__dirname, 'libs'))
  .filter((name) => existsSync(join(__dirname, 'libs', name, 'project.json')))
  .map((name) => ({ name, tags: JSON.parse(readFileSync(join(__dirname, 'libs', name, 'project.json'), 'utf8')).tags }));
const tagged = (tag) => libraries.filter(({ tags }) => tags.includes(tag)).map(({ name }) => name);
const under = (names) => `^libs/(${names.join('|')})/`;

const test = '\\.(spec|contract|fixture)\\.ts$|^(apps|libs)/[^/]+/(src/)?test/|^libs/testing/';
/** Each imports only what stands left of it. */
const pureOrder = ['kernel', 'clock', 'catalogue', 'wire', 'contracts', 'access', 'person-match', 'record-file'];
const drivers = '^node_modules/(@nestjs|mongoose|kafkajs|bullmq|ioredis|lmdb)/';
const ioModules = '^(node:)?(fs|net|http|http2|https|tls|dgram|dns|child_process|cluster|worker_threads|timers|process|os)(/|$)';

const looksLeftOnly = pureOrder.map((name, index) => ({
  name: `${name}-imports-only-what-stands-left`,
  severity: 'error',
  comment: `The pure libraries stand in a row: ${pureOrder.join(', ')}.`,
  from: { path: `^libs/${name}/`, pathNot: test },
  to: { path: '^(libs|apps)/', pathNot: under([...pureOrder.slice(0, index), name]) },
}));

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'domain-is-pure',
      severity: 'error',
      comment: 'domain/ imports domain/, the pure libraries and types of the desk, and nothing that does I/O.',
      from: { path: '^apps/[^/]+/src/domain/', pathNot: test },
      to: { pathNot: ['^apps/[^/]+/src/domain/', under([...pureOrder, 'ledger', 'desk'])] },
    },
    {
      name: 'only-composition-names-adapters',
      severity: 'error',
      comment: 'A module cannot tell where it runs: main.ts and standalone choose the adapters.',
      from: { path: '^apps/', pathNot: [test, '^apps/standalone/', '^apps/[^/]+/src/main\\.ts$'] },
      to: { path: [under([...tagged('type:adapter'), ...tagged('type:composition')]), '\\.memory\\.ts$'] },
    },
    {
      name: 'only-mains-import-the-composition',
      severity: 'error',
      from: { path: '^libs/', pathNot: [test, under(tagged('type:composition'))] },
      to: { path: ['^apps/', under(tagged('type:composition'))] },
    },
    {
      name: 'adapters-never-import-adapters',
      severity: 'error',
      from: { path: under(tagged('type:adapter')), pathNot: test },
      to: { path: under(tagged('type:adapter')), pathNot: '^libs/$1/' },
    },
    {
      name: 'ports-know-no-adapter',
      severity: 'error',
      from: { path: under(tagged('type:port')), pathNot: test },
      to: { path: under([...tagged('type:adapter'), ...tagged('type:kit')]) },
    },
    {
      name: 'pure-and-ports-know-no-driver',
      severity: 'error',
      from: { path: under([...tagged('type:pure'), ...tagged('type:port')]) },
      to: { path: drivers },
    },
    {
      name: 'pure-does-no-io',
      severity: 'error',
      comment: 'The code tables and the nicknames that a library itself ships are read by one file each; documents.ts runs when documents are generated.',
      from: { path: under(tagged('type:pure')), pathNot: [test, '^libs/catalogue/src/(tables|documents)\\.ts$|^libs/person-match/src/nicknames\\.ts$'] },
      to: { path: ioModules, dependencyTypes: ['core'] },
    },
    {
      name: 'runs-anywhere-needs-no-node',
      severity: 'error',
      from: { path: under(tagged('runs:anywhere')), pathNot: test },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'no-app-to-app',
      severity: 'error',
      from: { path: '^apps/(?!standalone/)([^/]+)/', pathNot: test },
      to: { path: '^apps/([^/]+)/', pathNot: '^apps/$1/' },
    },
    {
      name: 'contracts-only-from-specs',
      severity: 'error',
      from: { pathNot: test },
      to: { path: ['\\.(spec|contract|fixture)\\.ts$', '^(apps|libs)/[^/]+/(src/)?test/'] },
    },
    {
      name: 'testing-only-from-specs',
      severity: 'error',
      from: { path: '^(libs|apps)/', pathNot: test },
      to: { path: '^libs/testing/' },
    },
    {
      name: 'what-runs-needs-no-development-package',
      severity: 'error',
      from: { path: '^(libs|apps)/[^/]+/src/', pathNot: test },
      to: { dependencyTypes: ['npm-dev'] },
    },
    ...looksLeftOnly,
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['types', 'import', 'node', 'default'], extensions: ['.ts', '.mjs', '.js', '.json'] },
    combinedDependencies: true,
  },
};
