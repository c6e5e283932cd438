import { registrationByPlate } from './example-key.js';
import { printedCatalogue } from './printed-catalogue.js';
import { standardCatalogue } from './standard.js';
import { catalogueVersion } from './version.js';

/** The documents that this package's code writes, by their path in the repository. */
export const documents: Readonly<Record<string, () => string>> = {
  'docs/catalogue.md': () => printedCatalogue(standardCatalogue, catalogueVersion, { name: 'registrationByPlate', key: registrationByPlate }),
};
