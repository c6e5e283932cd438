import { mkdir, mkdtemp, readFile, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { build } from './build.mjs';

describe('the build', () => {
  let root: string;
  const source = (path: string) => join(root, 'libs/horn/src', path);
  const output = (path: string) => join(root, 'libs/horn/dist', path);
  const put = (path: string, text: string) => writeFile(source(path), text);

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'build-'));
    await mkdir(join(root, 'libs/horn/src/deep'), { recursive: true });
    await put('index.ts', "export const sound: string = 'beep';\n");
    await put('deep/low.ts', 'export const hertz: number = 40;\n');
  });
  afterEach(() => rm(root, { recursive: true }));

  it('compiles every source, with a map beside it', async () => {
    expect(await build(root)).toEqual({ compiled: 2, removed: 0 });
    expect(await readFile(output('index.js'), 'utf8')).toContain("export const sound = 'beep'");
    expect(await readFile(output('deep/low.js'), 'utf8')).toContain('sourceMappingURL=low.js.map');
    expect(JSON.parse(await readFile(output('deep/low.js.map'), 'utf8'))).toMatchObject({ sources: ['../../src/deep/low.ts'] });
  });

  it('does nothing when nothing changed', async () => {
    await build(root);
    expect(await build(root)).toEqual({ compiled: 0, removed: 0 });
  });

  it('compiles only what changed, also where the new text carries an older time', async () => {
    await build(root);
    await put('index.ts', "export const sound: string = 'boop';\n");
    await utimes(source('index.ts'), 1_000_000, 1_000_000);

    expect(await build(root)).toEqual({ compiled: 1, removed: 0 });
    expect(await readFile(output('index.js'), 'utf8')).toContain('boop');
  });

  it('removes what has no source any more, and the folders it leaves empty', async () => {
    await build(root);
    await rm(source('deep/low.ts'));

    expect(await build(root)).toEqual({ compiled: 0, removed: 2 });
    expect((await readdir(join(root, 'libs/horn/dist'))).sort()).toEqual(['.maker', 'index.js', 'index.js.map']);
  });

  it('makes everything anew after another compiler made it', async () => {
    await build(root);
    await writeFile(output('.maker'), 'another');

    expect(await build(root)).toEqual({ compiled: 2, removed: 0 });
  });

  it('leaves tests and what only they need out', async () => {
    await put('index.spec.ts', '');
    await put('horn.contract.ts', '');
    await put('horn.fixture.ts', '');

    expect(await build(root)).toEqual({ compiled: 2, removed: 0 });
  });

  it('keeps the types of a constructor for the injection of what it needs', async () => {
    await put('index.ts', 'const mark = (target: unknown) => void target;\nclass Bell {}\n@mark export class Horn { constructor(readonly bell: Bell) {} }\n');
    await build(root);

    expect(await readFile(output('index.js'), 'utf8')).toContain('design:paramtypes');
  });
});
