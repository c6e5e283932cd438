import { causeOf, Failure } from '@statewire/kernel';
import { accessSync, constants, existsSync, lstatSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A folder and the variable that names it, or one above it. */
export type NamedFolder = readonly [variable: string, path: string];

/** The failure `settings/invalid` of a variable whose value is well-formed and yet of no use here. */
export const cannotBeUsed = (variable: string, value: string, cause: unknown, may: string): Failure =>
  new Failure('settings/invalid', `${variable} ${value} cannot be used (${causeOf(cause)}): ${may}`, false, { cause });

const mayHold = 'it is a folder that this process may make and write to';

/** Step by step: where a folder cannot be made for want of its parent's leave, node's own way tries for ever. */
const makeFolder = (path: string): void => {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  try {
    mkdirSync(path);
  } catch (cause) {
    // Processes of a cluster that start at once make the same ones.
    if (!existsSync(path)) throw cause;
  }
};

/** The first folder on the way to this one that is there. */
const nearest = (path: string): string => (existsSync(path) ? path : nearest(dirname(path)));

/** Whether the folders can be made and written to; makes none. Throws Failure `settings/invalid`. */
export const checkFolders = (folders: readonly NamedFolder[]): void => {
  for (const [variable, path] of folders) {
    try {
      const there = nearest(path);
      if (!statSync(there).isDirectory()) throw new Error(`${there} is a file`);
      accessSync(there, constants.W_OK | constants.X_OK);
    } catch (cause) {
      throw cannotBeUsed(variable, path, cause, mayHold);
    }
  }
};

const mayUse = constants.R_OK | constants.W_OK;
/** What is written to in place; of other files it is enough that they can be read. */
const writtenTo = /\.(mdb|slots|jsonl)$/;

const checkAccess = (variable: string, path: string, mustBeFolder: boolean): void => {
  try {
    const isFolder = statSync(path).isDirectory();
    if (mustBeFolder && !isFolder) throw new Error('it is a file');
    accessSync(path, isFolder ? mayUse | constants.X_OK : writtenTo.test(path) ? mayUse : constants.R_OK);
  } catch (cause) {
    // Whoever has the folder open takes a file away now and then.
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw cannotBeUsed(variable, path, cause, 'another user has made it, or its rights were changed');
  }
};

/** What is in the folders already must be this process's to use: after one start as another user it is not. Throws Failure `settings/invalid`. */
export const checkFiles = (folders: readonly NamedFolder[]): void => {
  for (const [variable, folder] of folders) {
    if (lstatSync(folder, { throwIfNoEntry: false }) === undefined) continue;
    checkAccess(variable, folder, true);
    for (const name of readdirSync(folder)) checkAccess(variable, join(folder, name), false);
  }
};

/** Makes those that are missing, with all that leads to them. Throws Failure `settings/invalid`. */
export const makeFolders = (folders: readonly NamedFolder[]): void => {
  for (const [variable, path] of folders) {
    try {
      makeFolder(path);
    } catch (cause) {
      throw cannotBeUsed(variable, path, cause, mayHold);
    }
  }
};
