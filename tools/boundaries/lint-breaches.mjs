/** For every Nx constraint, every rule of domain code and the size of functions, a file that breaks it. `says` is what the report must contain. */
const nx = '@nx/enforce-module-boundaries';
const imports = (target) => `import * as other from '${target}';\nexport const used = other;\n`;
const onlyOn = (tag) => `A project tagged with "${tag}" can only depend on`;

export const boundaryBreaches = [
  { tag: 'type:pure', path: 'libs/wire/src/breach.ts', code: imports('@statewire/ledger'), rule: nx, says: onlyOn('type:pure') },
  { tag: 'type:port', path: 'libs/bus/src/breach.ts', code: imports('@statewire/bus-nest'), rule: nx, says: onlyOn('type:port') },
  { tag: 'type:adapter', path: 'libs/ledger-lmdb/src/breach.ts', code: imports('@statewire/views-lmdb'), rule: nx, says: onlyOn('type:adapter') },
  { tag: 'type:kit', path: 'libs/service-kit/src/breach.ts', code: imports('@statewire/views-mongo'), rule: nx, says: onlyOn('type:kit') },
  { tag: 'type:testing', path: 'libs/testing/src/breach.ts', code: imports('@statewire/ledger-kafka'), rule: nx, says: onlyOn('type:testing') },
  {
    tag: 'type:service',
    path: 'apps/vehicles/src/breach.ts',
    code: imports('@statewire/inquiry'),
    rule: nx,
    says: 'A project tagged with "type:service" can not depend on libs tagged with "type:service"',
  },
  { tag: 'runs:anywhere', path: 'libs/kernel/src/breach.ts', code: imports('@statewire/wire'), rule: nx, says: onlyOn('runs:anywhere') },
];

export const bannedPackageBreaches = ['@nestjs/common', 'mongoose', 'kafkajs', 'bullmq', 'ioredis', 'lmdb'].flatMap((name) => [
  { path: 'libs/catalogue/src/breach.ts', code: imports(name), rule: nx, says: 'A project tagged with "type:pure" is not allowed to import' },
  { path: 'libs/ledger/src/breach.ts', code: imports(name), rule: nx, says: 'A project tagged with "type:port" is not allowed to import' },
]);

const longFunction = `export const used = (f: () => void): void => {\n${'  f();\n'.repeat(99)}};\n`;
export const sizeBreaches = ['libs/wire/src/breach.ts', 'apps/vehicles/src/breach.ts'].map((path) => (
  { path, code: longFunction, rule: 'max-lines-per-function', says: 'too many lines (101)' }
));

const domainFile = 'apps/vehicles/src/domain/breach.ts';
const globalUses = {
  Date: 'export const used = new Date();',
  process: 'export const used = process.pid;',
  fetch: "export const used = fetch('x');",
  setTimeout: 'setTimeout(() => undefined, 1);',
  setInterval: 'setInterval(() => undefined, 1);',
  setImmediate: 'setImmediate(() => undefined);',
  queueMicrotask: 'queueMicrotask(() => undefined);',
  performance: 'export const used = performance.now();',
  crypto: 'export const used = crypto.randomUUID();',
  globalThis: 'export const used = globalThis;',
};

export const domainBreaches = [
  ...Object.entries(globalUses).map(([name, code]) => ({ path: domainFile, code, rule: 'no-restricted-globals', says: `'${name}'` })),
  { path: domainFile, code: 'export const used = Math.random();', rule: 'no-restricted-properties', says: "'Math.random'" },
  { path: 'libs/record-file/src/breach.ts', code: globalUses.Date, rule: 'no-restricted-globals', says: "'Date'" },
  { path: 'apps/switch/src/session.decider.ts', code: globalUses.Date, rule: 'no-restricted-globals', says: "'Date'" },
];
