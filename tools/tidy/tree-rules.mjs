/** Rules on the tree: names, sizes, what must stand beside what. */
import { posix } from 'node:path';

const code = /\.(ts|mts|tsx|mjs|js|cjs|py|sh|java)$/;
const linesMax = 300;

/** The closed list of what a file may be; the part between the name and the extension. */
const roles = new Set([
  'rules', 'messages', 'decider', 'projection', 'controller', 'module', 'codec', 'port', 'contract', 'config', 'memory', 'lmdb', 'mongo',
  'kafka', 'redis', 'bullmq', 'nest', 'files', 'gridfs', 'simulator', 'fields', 'conditions', 'service', 'guard', 'response', 'exchange', 'fixture', 'kill', 'spec', 'prop', 'int', 'e2e', 'long', 'embedded', 'cluster', 'd',
]);
const kebab = /^[a-z0-9]+(-[a-z0-9]+)*$/;

const namesAre = {
  name: 'names-are-kebab-case-with-a-known-role',
  look: (tree) =>
    tree.paths
      .filter((path) => /\.(ts|mts|mjs|py|sh)$/.test(path))
      .flatMap((path) => {
        const [name, ...rest] = posix.basename(path).split('.');
        const role = rest.slice(0, -1).find((part) => !roles.has(part));
        if (!kebab.test(name) && !/^__[a-z]+__$/.test(name)) return [{ path, says: 'file names are kebab-case' }];
        return role === undefined ? [] : [{ path, says: `".${role}" is not a role: ${[...roles].join(' ')}` }];
      }),
};

const filesFit = {
  name: 'files-fit-in-300-lines',
  look: (tree) =>
    tree
      .matching((path) => code.test(path))
      .map(({ path, text }) => ({ path, lines: text.split('\n').length - 1 }))
      .filter(({ lines }) => lines > linesMax)
      .map(({ path, lines }) => ({ path, says: `${String(lines)} lines; a file says one thing and fits in ${String(linesMax)}` })),
};

const packagesAreIntroduced = {
  name: 'every-package-has-a-readme',
  look: (tree) =>
    tree.paths
      .filter((path) => path.endsWith('/project.json'))
      .map((path) => `${posix.dirname(path)}/README.md`)
      .filter((path) => !tree.has(path))
      .map((path) => ({ path, says: 'missing' })),
};

const projectsAreTagged = {
  name: 'every-project-is-tagged',
  look: (tree) =>
    tree
      .matching((path) => path.endsWith('/project.json'))
      .flatMap(({ path, text }) => {
        const { tags = [], projectType } = JSON.parse(text);
        const missing = ['type:', 'runs:'].filter((kind) => tags.filter((tag) => tag.startsWith(kind)).length !== 1);
        return [
          ...missing.map((kind) => ({ path, says: `one ${kind} tag` })),
          // Nx forbids importing applications, and standalone imports the services.
          ...(projectType === 'library' ? [] : [{ path, says: 'projectType is library' }]),
        ];
      }),
};

const versionsAreExact = {
  name: 'versions-are-exact',
  look: (tree) =>
    tree
      .matching((path) => posix.basename(path) === 'package.json')
      .flatMap(({ path, text }) => {
        const { dependencies = {}, devDependencies = {}, optionalDependencies = {} } = JSON.parse(text);
        return Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies })
          .filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))
          .map(([name, version]) => ({ path, says: `${name} ${version}: an exact version` }));
      }),
};

const lockfileIsWhole = {
  name: 'the-lockfile-is-whole',
  look: (tree) =>
    tree
      .matching((path) => posix.basename(path) === 'package-lock.json')
      .flatMap(({ path, text }) =>
        Object.entries(JSON.parse(text).packages)
          .filter(([place, { link }]) => place.startsWith('node_modules/') && link !== true)
          .flatMap(([place, { integrity, inBundle, optional, resolved }]) => [
            ...(integrity === undefined && inBundle !== true && optional !== true ? [{ path, says: `${place} has no integrity` }] : []),
            ...(resolved === undefined ? [] : [{ path, says: `${place} names a host` }]),
          ]),
      ),
};

const linksLead = {
  name: 'links-in-documents-lead-somewhere',
  look: (tree) =>
    tree
      .matching((path) => path.endsWith('.md'))
      .flatMap(({ path, text }) =>
        [...text.matchAll(/\]\(([^)#\s]+)(#[^)\s]*)?\)/g)]
          .map(([, target]) => target)
          .filter((target) => !/^[a-z]+:/.test(target))
          .filter((target) => {
            const place = posix.normalize(posix.join(posix.dirname(path), target)).replace(/\/$/, '');
            return !tree.has(place) && !tree.paths.some((other) => other.startsWith(`${place}/`));
          })
          .map((target) => ({ path, says: `${target} is not there` })),
      ),
};

const namedScriptsExist = {
  name: 'scripts-named-in-documents-exist',
  look: (tree) => {
    const scripts = tree.matching((path) => path === 'package.json').map(({ text }) => JSON.parse(text).scripts ?? {});
    return tree
      .matching((path) => path.endsWith('.md'))
      .flatMap(({ path, text }) =>
        [...text.matchAll(/\bnpm run ([a-z][a-z0-9:-]*)/g)]
          .map(([, name]) => name)
          .filter((name) => scripts[0]?.[name] === undefined)
          .map((name) => ({ path, says: `npm run ${name} does not exist` })),
      );
  },
};

/** A code that no test names could be given for the wrong reason, or never. */
const refusalsAreTested = {
  name: 'every-refusal-code-is-tested',
  look: (tree) => {
    const path = 'libs/kernel/src/fault.ts';
    const [fault] = tree.matching((other) => other === path);
    const list = /FAULT_CODES = \[([^\]]*)\]/.exec(fault?.text ?? '')?.[1] ?? '';
    const tests = tree.matching((other) => /\.(spec|contract)\.ts$/.test(other)).map(({ text }) => text);
    return [...list.matchAll(/'([A-Z_]+)'/g)]
      .map(([, name]) => name)
      .filter((name) => !tests.some((text) => text.includes(`'${name}'`)))
      .map((name) => ({ path: `${path}:${name}`, says: `no test names ${name}` }));
  },
};

export const treeRules = [
  namesAre,
  filesFit,
  packagesAreIntroduced,
  projectsAreTagged,
  versionsAreExact,
  lockfileIsWhole,
  linksLead,
  namedScriptsExist,
  refusalsAreTested,
];
