import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const script = join(import.meta.dirname, 'verify.py');
export const framesName = 'vehicles.g1.0.frames';
/** Where it is missing the script cannot be tried; where tests must be whole, its absence fails them. */
export const hasPython = process.env['CI'] === 'true' || spawnSync('python3', ['-c', 'import cryptography']).status === 0;

export type Files = ReadonlyMap<string, Uint8Array | string>;

const folders: string[] = [];
export const newFolder = (files: Files): string => {
  const folder = mkdtempSync(join(tmpdir(), 'statewire-export-'));
  folders.push(folder);
  for (const [name, content] of files) writeFileSync(join(folder, name), content);
  return folder;
};
export const removeFolders = (): void => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
};

export const checkFolder = (folder: string, ...words: string[]) => {
  const { status, stdout, stderr } = spawnSync('python3', [script, folder, ...words], { encoding: 'utf8' });
  return { status, said: `${stdout}${stderr}`.trim().split('\n') };
};
export const check = (files: Files, ...words: string[]) => checkFolder(newFolder(files), ...words);

const program = 'import sys, verify\nfor folder in sys.argv[1:]:\n  sys.argv[1:] = [folder]\n  print("STATUS", verify.main())';
/** The same for many exports, by one process. Throws what it complains of. */
export const checkAll = (exports: readonly Files[]) => {
  const { stdout, stderr } = spawnSync('python3', ['-B', '-c', program, ...exports.map(newFolder)], { encoding: 'utf8', cwd: import.meta.dirname });
  if (stderr !== '') throw new Error(stderr);
  return [...stdout.matchAll(/((?:.*\n)*?)STATUS (\d)\n/g)].map(([, said = '', status]) => ({ status: Number(status), said: said.trim().split('\n') }));
};

export const framed = (frames: readonly Uint8Array[]): Buffer =>
  Buffer.concat(frames.flatMap((frame) => [Buffer.from(`${String(frame.length)}\n`), frame, Buffer.from('\n')]));
/** Where the frame at `index` begins in the file. */
export const startOf = (frames: readonly Uint8Array[], index: number): number =>
  framed(frames.slice(0, index)).length + String(frames[index]!.length).length + 1;
