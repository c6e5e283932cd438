import { appendFile, mkdtemp, open, readFile, rm, stat, truncate, writeFile, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { SealSink, SignedSeal } from '@statewire/seals';
import { signedSealText } from '@statewire/seals';
import { chainOfSeals, sealsContract } from '@statewire/seals/seals.contract';
import { fileSeals, sealsFile } from './seals.files.js';

const folder = () => mkdtemp(join(tmpdir(), 'seals-'));

sealsContract('the keeper in a file', async () => {
  const dir = await folder();
  let sink = await fileSeals({ dir });
  return {
    sink,
    reopen: async () => {
      await sink.close();
      sink = await fileSeals({ dir });
      return sink;
    },
    close: async () => {
      await sink.close();
      await rm(dir, { recursive: true });
    },
  };
});

describe('the file of seals', () => {
  let dir: string;
  let path: string;
  let sink: SealSink | undefined;

  beforeEach(async () => {
    dir = await folder();
    path = join(dir, sealsFile);
  });
  afterEach(async () => {
    await sink?.close();
    sink = undefined;
    await rm(dir, { recursive: true });
  });

  const opened = async (): Promise<SealSink> => {
    await sink?.close();
    sink = await fileSeals({ dir });
    return sink;
  };
  const publish = async (seals: readonly SignedSeal[]) => {
    const to = await opened();
    for (const seal of seals) await to.publish(seal);
  };
  const listed = async () => {
    const seals: SignedSeal[] = [];
    for await (const seal of (await opened()).list()) seals.push(seal);
    return seals;
  };
  const chain = chainOfSeals(3);
  const lines = chain.map((seal) => `${signedSealText(seal)}\n`);

  it('is a line a seal', async () => {
    await publish(chain);

    expect(await readFile(path, 'utf8')).toBe(lines.join(''));
  });

  it('drops what was torn at its end, wherever that was, and takes the same seal again', async () => {
    const whole = Buffer.from(lines.join(''));
    const kept = Buffer.byteLength(lines[0] + (lines[1] ?? ''));
    for (const cut of [kept, kept + 1, kept + 200, whole.length - 1]) {
      await writeFile(path, whole.subarray(0, cut));
      expect(await listed()).toEqual(chain.slice(0, 2));
      await publish(chain);
      expect(await readFile(path)).toEqual(whole);
    }
  });

  it('drops a torn end longer than a disk block, and a file that is nothing else', async () => {
    await writeFile(path, `${lines[0] ?? ''}${'x'.repeat(200_000)}`);
    expect(await listed()).toEqual(chain.slice(0, 1));
    await writeFile(path, 'x'.repeat(200_000));
    expect(await listed()).toEqual([]);
  });

  it('is read beside its writer without being cut, and up to the last whole line', async () => {
    await publish(chain.slice(0, 2));
    const reader = await fileSeals({ dir });
    await appendFile(path, '{"half');
    const seen: SignedSeal[] = [];
    for await (const seal of reader.list()) seen.push(seal);
    await reader.close();

    expect(seen).toEqual(chain.slice(0, 2));
    expect(await readFile(path, 'utf8')).toBe(`${lines.slice(0, 2).join('')}{"half`);
  });

  it('names the line that is no seal, and still takes new ones', async () => {
    await writeFile(path, `${lines[0] ?? ''}{"forged":true}\n${lines[1] ?? ''}`);
    await publish(chain);

    await expect(listed()).rejects.toMatchObject({ code: 'seals/damaged', message: expect.stringContaining('line 2') });
    expect(await readFile(path, 'utf8')).toBe(`${lines[0] ?? ''}{"forged":true}\n${lines[1] ?? ''}${lines[2] ?? ''}`);
  });

  it('lists what stood there when the listing began, whatever is published meanwhile', async () => {
    await publish(chain.slice(0, 2));
    const to = await opened();
    const seen: SignedSeal[] = [];
    for await (const seal of to.list()) {
      await to.publish(chain[2] as SignedSeal);
      seen.push(seal);
    }

    expect(seen).toEqual(chain.slice(0, 2));
  });

  it('takes a seal again after somebody cut the file, once it is opened anew', async () => {
    await publish(chain);
    await truncate(path, 0);
    await publish(chain.slice(2));

    expect(await listed()).toEqual(chain.slice(2));
  });

  it('takes a seal again, and no line behind half a one, after a write that failed and left what could not be cut off', async () => {
    const to = await opened();
    await to.publish(chain[0] as SignedSeal);
    const handle = await open(path, 'r');
    const files = Object.getPrototypeOf(handle) as FileHandle;
    await handle.close();
    const broken = new Error('EIO: i/o error, write');
    const appended = jest.spyOn(files, 'appendFile').mockImplementationOnce(async () => {
      await appendFile(path, (lines[1] ?? '').slice(0, 100));
      throw broken;
    });
    const cut = jest.spyOn(files, 'truncate').mockRejectedValueOnce(new Error('EIO: i/o error, ftruncate'));

    await expect(to.publish(chain[1] as SignedSeal)).rejects.toMatchObject({ code: 'seals/unavailable', cause: broken });
    for (const seal of chain.slice(1)) await to.publish(seal);
    for (const spy of [appended, cut]) spy.mockRestore();

    expect(await listed()).toEqual(chain);
  });

  it('does not read a line end of another system into a seal', async () => {
    await appendFile(path, lines.join('').replaceAll('\n', '\r\n'));

    expect(await listed()).toEqual(chain);
    expect((await stat(path)).size).toBe(lines.join('').length + chain.length);
  });
});
