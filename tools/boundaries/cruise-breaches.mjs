/** For every rule of dependency-cruiser, one import that breaks it: in a small tree of its own, made in a temporary folder. */
const imports = (target) => `import { x } from '${target}';\nexport const y = x;\n`;
const x = 'export const x = 1;\n';
/** A library or app with an index that exports `x`. */
const stands = (folder) => ({ [`${folder}/src/index.ts`]: x });

const leftOf = { kernel: 'clock', clock: 'catalogue', catalogue: 'wire', wire: 'contracts', contracts: 'access', access: 'person-match', 'person-match': 'record-file' };

export const cruiseBreaches = {
  'no-circular': { 'libs/bus/src/a.ts': imports('./b.js'), 'libs/bus/src/b.ts': `export { y as x } from './a.js';\n` },
  'no-unresolvable': { 'libs/bus/src/a.ts': imports('./nowhere.js') },
  'domain-is-pure': { 'apps/vehicles/src/domain/a.ts': imports('../api/b.js'), 'apps/vehicles/src/api/b.ts': x },
  'only-composition-names-adapters': { 'apps/vehicles/src/vehicles.module.ts': imports('@statewire/views-mongo'), ...stands('libs/views-mongo') },
  'only-mains-import-the-composition': { 'libs/bus/src/a.ts': imports('@statewire/cluster'), ...stands('libs/cluster') },
  'adapters-never-import-adapters': { 'libs/views-mongo/src/a.ts': imports('@statewire/views-lmdb'), ...stands('libs/views-lmdb') },
  'ports-know-no-adapter': { 'libs/views/src/a.ts': imports('@statewire/views-lmdb'), ...stands('libs/views-lmdb') },
  'pure-and-ports-know-no-driver': { 'libs/views/src/a.ts': imports('lmdb'), 'node_modules/lmdb/index.js': x },
  'pure-does-no-io': { 'libs/wire/src/a.ts': `import { connect } from 'node:net';\nexport const y = connect;\n` },
  'runs-anywhere-needs-no-node': { 'libs/kernel/src/a.ts': `import { inspect } from 'node:util';\nexport const y = inspect;\n` },
  'no-app-to-app': { 'apps/vehicles/src/a.ts': imports('@statewire/inquiry'), ...stands('apps/inquiry') },
  'contracts-only-from-specs': { 'libs/bus/src/a.ts': imports('./bus.contract.js'), 'libs/bus/src/bus.contract.ts': x },
  'testing-only-from-specs': { 'libs/bus/src/a.ts': imports('@statewire/testing'), ...stands('libs/testing') },
  'what-runs-needs-no-development-package': { 'libs/bus/src/a.ts': imports('fast-check'), 'node_modules/fast-check/index.js': x },
  'record-file-imports-only-what-stands-left': { 'libs/record-file/src/a.ts': imports('@statewire/desk'), ...stands('libs/desk') },
  ...Object.fromEntries(
    Object.entries(leftOf).map(([left, right]) => [
      `${left}-imports-only-what-stands-left`,
      { [`libs/${left}/src/a.ts`]: imports(`@statewire/${right}`), ...stands(`libs/${right}`) },
    ]),
  ),
};
