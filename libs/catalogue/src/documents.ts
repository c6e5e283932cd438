import { readFileSync } from 'node:fs';
import { catalogueWith, standardCatalogue } from './standard.js';
import { registrationByPlate } from './example-key.js';
import { printedCatalogue } from './printed-catalogue.js';
import { catalogueVersion } from './version.js';

const exampleSource = (): string => readFileSync(new URL('../src/example-key.ts', import.meta.url), 'utf8');

/** The documents that this package's code writes, by their path in the repository. */
export const documents: Readonly<Record<string, () => string>> = {
  'docs/catalogue.md': () =>
    printedCatalogue(standardCatalogue, catalogueVersion, {
      source: exampleSource(),
      key: catalogueWith([registrationByPlate]).findMessageKey(registrationByPlate.mke) ?? registrationByPlate,
    }),
};
