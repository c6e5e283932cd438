/**
 * The rules of the house that no linter knows, over what git tracks. Exceptions stand in ratchet.json, a list that may only shrink:
 * an exception that is no longer needed is itself reported. First every rule is shown to fail on a breach. Last line: `N passed, M failed`.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { breaches } from './breaches.mjs';
import { exportRules } from './export-rules.mjs';
import { textRules } from './text-rules.mjs';
import { treeRules } from './tree-rules.mjs';

const root = join(import.meta.dirname, '../..');
const rules = [...treeRules, ...exportRules, ...textRules];

const treeOf = (paths, read) => {
  const known = new Set(paths);
  const texts = new Map();
  const textOf = (path) => {
    if (!texts.has(path)) texts.set(path, read(path));
    return texts.get(path);
  };
  return {
    paths,
    has: (path) => known.has(path),
    matching: (wanted) => paths.filter(wanted).map((path) => ({ path, text: textOf(path) })),
  };
};

const trackedTree = () => {
  const paths = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26 })
    .split('\0')
    .filter((path) => path !== '' && existsSync(join(root, path)));
  return treeOf(paths, (path) => readFileSync(join(root, path), 'utf8'));
};

const smallTree = (files) => treeOf(Object.keys(files), (path) => files[path]);

let passed = 0;
const failures = [];
const judge = (holds, report) => {
  if (holds) passed += 1;
  else failures.push(report);
};

const proveRules = () => {
  for (const { name, look } of rules) {
    const { breaks, keeps } = breaches[name] ?? {};
    judge(breaks !== undefined && look(smallTree(breaks)).length > 0, `${name}: its breach is not reported`);
    judge(keeps !== undefined && look(smallTree(keeps)).length === 0, `${name}: what keeps it is reported`);
  }
};

const applyRules = () => {
  const tree = trackedTree();
  const ratchet = JSON.parse(readFileSync(join(import.meta.dirname, 'ratchet.json'), 'utf8'));
  for (const { name, look } of rules) {
    const excused = new Set(ratchet[name] ?? []);
    const found = look(tree);
    const broken = new Set(found.map(({ path }) => path));
    const reports = [
      ...found.filter(({ path }) => !excused.has(path)).map(({ path, says }) => `${path}: ${says} (${name})`),
      ...[...excused].filter((path) => !broken.has(path)).map((path) => `tools/tidy/ratchet.json: ${path} keeps ${name} now; take it off the list`),
    ];
    judge(reports.length === 0, reports.join('\n'));
  }
  const known = new Set(rules.map(({ name }) => name));
  for (const name of Object.keys(ratchet)) judge(known.has(name), `tools/tidy/ratchet.json: there is no rule ${name}`);
};

proveRules();
applyRules();
for (const report of failures) console.error(report);
console.log(`${String(passed)} passed, ${String(failures.length)} failed`);
process.exitCode = failures.length === 0 ? 0 : 1;
