/**
 * `npm run generate`: writes every document that comes from the code. A package that has some exports `documents` from src/documents.ts:
 * the path in the repository, and a function that gives the text. With --check nothing is written and a difference is a failure.
 */
import './node-version.mjs';
import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { install } from './install.mjs';

const root = join(import.meta.dirname, '..');

const documentsOf = async (group) => {
  const modules = (await readdir(join(root, group)))
    .filter((name) => existsSync(join(root, group, name, 'src/documents.ts')))
    .map((name) => pathToFileURL(join(root, group, name, 'dist/documents.js')).href);
  const exported = await Promise.all(modules.map((url) => import(url)));
  return exported.flatMap(({ documents }) => Object.entries(documents));
};

await install();
const { build } = await import('./build.mjs');
await build();

const documents = [...(await documentsOf('libs')), ...(await documentsOf('apps'))];
const checkOnly = process.argv.includes('--check');
let different = 0;
for (const [path, write] of documents) {
  const text = await write();
  const current = await readFile(join(root, path), 'utf8').catch(() => undefined);
  if (current === text) continue;
  different += 1;
  if (checkOnly) {
    console.error(`${path} is not what the code says; run npm run generate`);
    continue;
  }
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), text);
  console.log(`wrote ${path}`);
}
if (documents.length === 0) console.error('no package exports documents');
process.exitCode = documents.length > 0 && (!checkOnly || different === 0) ? 0 : 1;
