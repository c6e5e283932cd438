import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { generateKeyPairSync } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { exportLedgers } from '@statewire/audit/export/export-ledgers';
import { makeSealKey, sealVerifier } from '@statewire/seals';
import { installation, part, publicKeyPem, sealedLedger } from '../../apps/audit/src/test/sealed-ledger.js';
import { check, checkAll, checkFolder, framed, framesName, hasPython, newFolder, removeFolders, script, startOf } from './script.js';

jest.setTimeout(30_000);
afterAll(removeFolders);

const goldenFile = join(import.meta.dirname, '../../libs/ledger/golden/frame-v1.json');

describe('the script for others', () => {
  it('needs nothing but the standard library and cryptography', () => {
    const lines = readFileSync(script, 'utf8').split('\n').map((line) => line.trimStart()).filter((line) => /^(import|from) /.test(line));
    const modules = lines.flatMap((line) => line.replace(/^import /, '').replace(/^from (\w+).*$/, '$1').split(', '));

    expect(new Set(modules)).toEqual(
      new Set(['argparse', 'base64', 'hashlib', 'json', 're', 'sys', 'itertools', 'pathlib', 'cryptography']),
    );
  });
});

if (hasPython) {
  describe('the script for others, on an export', () => {
    const exported = new Map<string, Uint8Array>();
    let frames: readonly Uint8Array[];

    beforeAll(async () => {
      const { driver, copies, frames: records } = await sealedLedger();
      frames = records;
      const folder = {
        append: async (file: string, bytes: Uint8Array) => {
          exported.set(file, Buffer.concat([exported.get(file) ?? Buffer.alloc(0), bytes]));
        },
      };
      const ledgers = [{ ledger: part.ledger, gen: 1, partitions: 1 }];
      await exportLedgers({ driver, installation, ledgers, rivals: false, isSigned: sealVerifier(publicKeyPem), copies, publicKeyPem, folder });
    });

    const withFrames = (changed: readonly Uint8Array[]) => new Map([...exported, [framesName, framed(changed)]]);
    const without = (file: string) => new Map([...exported].filter(([name]) => name !== file));
    const flipped = (index: number, byte: number) =>
      frames.map((frame, at) => (at === index ? Uint8Array.from(frame, (was, place) => (place === byte ? was ^ 1 : was)) : frame));
    const placeOf = (index: number, text: string): number => Buffer.from(frames[index]!).indexOf(text);

    it('finds that everything holds', () => {
      expect(check(exported)).toEqual({ status: 0, said: [`${framesName}: 23 commits, 2 seals, 2 commits since the last`, 'Everything holds.'] });
    });

    it('says what is missing where cryptography is not installed, and that it could not check', () => {
      const { status, stdout, stderr } = spawnSync('python3', ['-S', script, newFolder(exported)], { encoding: 'utf8' });

      expect([status, stdout, stderr]).toEqual([2, expect.stringMatching(/^The export cannot be checked: install the package cryptography .*\n$/), '']);
    });

    it.each([
      ['the writer of a commit', () => placeOf(7, '"w":"') + 6],
      ['a link', () => 20],
    ])('names frame and byte when %s was altered', (_what, place) => {
      const { status, said } = check(withFrames(flipped(7, place())));

      expect(status).toBe(1);
      expect(said[0]).toContain(`WRONG ${framesName}: frame 8, byte ${String(startOf(frames, 7) + place())}:`);
    });

    it('names the frame of which several bytes were altered, not the next', () => {
      const place = placeOf(7, '"at":"') + 6;
      const altered = Buffer.from(frames[7]!);
      altered.write('1999-12-31', place);

      expect(check(withFrames(frames.map((frame, at) => (at === 7 ? altered : frame)))).said[0]).toContain(`WRONG ${framesName}: frame 8, byte`);
    });

    it('names the frame whose link was written anew, as the next one links to what it was', () => {
      const altered = Buffer.from(frames[7]!);
      altered.write('A'.repeat(43), 15);

      expect(check(withFrames(frames.map((frame, at) => (at === 7 ? altered : frame)))).said[0]).toContain(`frame 8, byte ${String(startOf(frames, 7) + 15)}:`);
    });

    it('names the frame and its second line when a body was altered', () => {
      const { said } = check(withFrames(flipped(7, placeOf(7, 'GHX4471'))));

      expect(said[0]).toContain(`frame 8, byte ${String(startOf(frames, 7) + placeOf(7, '\n') + 1)}: its second line`);
    });

    it('names the frame whose first line is none', () => {
      expect(check(withFrames(flipped(7, 0))).said[0]).toContain(`frame 8, byte ${String(startOf(frames, 7))}: its first line`);
    });

    it.each([
      ['dropped', () => frames.filter((_frame, at) => at !== 4), 4, 'frame 5, byte', 'commits 5 to 5 are missing'],
      ['swapped', () => [...frames.slice(0, 4), frames[5]!, frames[4]!, ...frames.slice(6)], 4, 'frame 5, byte', 'commit 6 stands before commit 5'],
      ['swapped with one further on', () => [...frames.slice(0, 3), frames[5]!, frames[4]!, frames[3]!, ...frames.slice(6)], 3, 'frame 4, byte', 'commit 6 stands before commit 4'],
      ['doubled', () => [...frames.slice(0, 5), frames[4]!, ...frames.slice(5)], 5, 'frame 6, byte', 'commit 5 stands there once more'],
    ])('names the place when a frame was %s', (_what, changed, index, where, says) => {
      const { status, said } = check(withFrames(changed()));

      expect(status).toBe(1);
      expect(said[0]).toContain(`${where} ${String(startOf(changed(), index))}: ${says}`);
    });

    it('sees by a seal that the end was cut, between frames and within one', () => {
      const between = check(withFrames(frames.slice(0, 15)));
      const within = check(new Map([...exported, [framesName, framed(frames).subarray(0, startOf(frames, 15) + 40)]]));

      expect([between.status, within.status]).toEqual([1, 1]);
      expect(between.said[1]).toContain('WRONG seals.jsonl: line 2');
      expect(within.said[0]).toContain(`frame 16, byte ${String(startOf(frames, 15) + 40)}: the frame does not end`);
    });

    it('sees that a length was altered', () => {
      const file = framed(frames);
      file.writeUInt8(file.readUInt8(startOf(frames, 3) - 2) ^ 1, startOf(frames, 3) - 2);

      expect(check(new Map([...exported, [framesName, file]])).said[0]).toContain('WRONG vehicles.g1.0.frames: frame 4');
    });

    it('sees that a whole partition is gone', () => {
      const rest = without(framesName);

      expect(check(rest)).toMatchObject({ status: 1 });
    });

    it('sees that the seals are not by the key it is given', () => {
      const other = join(newFolder(new Map([['other.pem', makeSealKey().publicKeyPem]])), 'other.pem');
      const { status, said } = check(exported, '--key', other);

      expect(status).toBe(1);
      expect(said[0]).toContain('frame 11, byte');
      expect(said[0]).toContain('signature');
    });

    it('sees that it is the export of another installation', () => {
      expect(check(new Map<string, Uint8Array | string>([...exported, ['installation-id', 'another\n']])).said[0]).toContain('the chain does not begin with the genesis');
    });

    it('sees every altered bit of an export, but in the head of the last commit, and names its frame or the next', () => {
      const [file, last] = [framed(frames), startOf(frames, 22)];
      const headEnd = last + frames[22]!.indexOf(10);
      const bits = Array.from({ length: 120 }, (_, n) => (n * 7_919 + 13) % (file.length * 8)).filter((bit) => bit >> 3 < last || bit >> 3 > headEnd);
      const checked = checkAll(bits.map((bit) => new Map([...exported, [framesName, file.map((was, at) => (at === bit >> 3 ? was ^ (1 << (bit & 7)) : was))]])));

      expect(checked.map(({ status }) => status)).toEqual(bits.map(() => 1));
      const named = checked.map(({ said: [first = ''] }) => Number(/^WRONG vehicles\.g1\.0\.frames: frame (\d+)/.exec(first)?.[1]));
      const touched = bits.map((bit) => frames.findIndex((_frame, index) => framed(frames.slice(0, index + 1)).length > bit >> 3) + 1);
      expect(named.map((number, index) => number - touched[index]!).filter((distance) => distance !== 0 && distance !== 1)).toEqual([]);
    });

    it('says that it cannot check a folder without a key, or with an empty installation id', () => {
      expect(check(without('seal-key.pem')).status).toBe(2);
      expect(check(new Map<string, Uint8Array | string>([...exported, ['installation-id', '\n']])).status).toBe(2);
    });

    it.each([
      ['RSA', () => generateKeyPairSync('rsa', { modulusLength: 2_048 })],
      ['EC', () => generateKeyPairSync('ec', { namedCurve: 'P-256' })],
      ['DSA', () => generateKeyPairSync('dsa', { modulusLength: 1_024, divisorLength: 160 })],
      ['X25519', () => generateKeyPairSync('x25519')],
      ['Ed448', () => generateKeyPairSync('ed448')],
    ])('says that it cannot check by a key of the kind %s', (_kind, makeKeys) => {
      const pem = makeKeys().publicKey.export({ type: 'spki', format: 'pem' });

      expect(check(new Map<string, Uint8Array | string>([...exported, ['seal-key.pem', pem]]))).toEqual({
        status: 2, said: ['The export cannot be checked: the seal key is not of kind Ed25519'],
      });
    });

    it.each([
      ['of another name', 'foo.frames', (path: string) => { writeFileSync(path, ''); }],
      ['of a partition written otherwise', 'vehicles.g1.00.frames', (path: string) => { writeFileSync(path, ''); }],
      ['that is a folder', 'zz.g1.0.frames', (path: string) => { mkdirSync(path); }],
      ['that is a link to nothing', 'zz.g1.0.frames', (path: string) => { symlinkSync('nothing', path); }],
    ])('says that it cannot check a folder with something %s', (_what, name, make) => {
      const folder = newFolder(exported);
      make(join(folder, name));

      expect(checkFolder(folder)).toEqual({ status: 2, said: [`The export cannot be checked: '${name}' is not the file of a partition`] });
    });

    it('says that it cannot check a folder in which there is no partition and of which no seal speaks', () => {
      expect(check(new Map<string, Uint8Array | string>([...without(framesName), ['seals.jsonl', '']]))).toEqual({ status: 2, said: ['The export cannot be checked: there is no partition in it'] });
    });
  });

  describe('the script for others, on the golden vectors', () => {
    type Golden = { installation: string; frames: { bytes: string }[]; seal: { publicKeyPem: string; signed: object } };
    const golden = JSON.parse(readFileSync(goldenFile, 'utf8')) as Golden;
    const files = (frames: readonly Uint8Array[]) =>
      new Map<string, Uint8Array | string>([
        ['vehicles.g1.2.frames', framed(frames)],
        ['installation-id', `${golden.installation}\n`],
        ['seal-key.pem', golden.seal.publicKeyPem],
        ['seals.jsonl', `${JSON.stringify(golden.seal.signed)}\n`],
      ]);
    const frames = golden.frames.map(({ bytes }) => Buffer.from(bytes, 'base64'));

    it('comes to the same hashes, root and signature', () => {
      expect(check(files(frames))).toEqual({
        status: 0,
        said: ['vehicles.g1.2.frames: 5 commits, 1 seals, 1 commits since the last', 'Everything holds.'],
      });
    });
  });
}
