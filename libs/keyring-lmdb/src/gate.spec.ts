import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { gateIn, type Gate } from './gate.js';
import { lmdbKeyRing } from './keyring.lmdb.js';
import { gateFileName } from './slot-directory.js';

jest.setTimeout(60_000);

const scripts = join(process.cwd(), 'libs/keyring-lmdb/test');
const processes = 6;
const kidsPerTurn = 4;
const turns = 150;

let path: string;
beforeEach(async () => {
  path = await mkdtemp(join(tmpdir(), 'gate-'));
});
afterEach(() => rm(path, { recursive: true }));

/** Another process, once it is ready; what `make-and-use` needs to begin and to end. `end` resolves with all it printed. */
const other = async (script: string, ...words: readonly string[]) => {
  const child = spawn(process.execPath, [join(scripts, script), ...words], { stdio: ['pipe', 'pipe', 'pipe'] });
  let printed = '';
  let complaints = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaints += text));
  const closed = once(child, 'close');
  while (!printed.includes('READY')) {
    if (child.exitCode !== null) throw new Error(complaints);
    await pause(10);
  }
  return {
    kill: () => child.kill('SIGKILL'),
    begin: () => void child.stdin.write('begin\n'),
    lines: () => printed.split('\n').slice(1, -1),
    async end() {
      child.stdin.write('end\n');
      await closed;
      return { printed: printed.split('\n').slice(1, -1), complaints };
    },
  };
};

describe('the gate', () => {
  let gate: Gate;
  beforeEach(() => {
    gate = gateIn(join(path, 'gate.mdb'));
  });
  afterEach(() => gate.close());

  it('lets actions that wait begin together, and those after them when all have ended', async () => {
    const seen: string[] = [];
    const slow = (name: string) => async () => {
      seen.push(`${name} begins`);
      await pause(20);
      seen.push(`${name} ends`);
    };
    const first = [gate.pass(slow('a')), gate.pass(slow('b'))];
    await pause(5);
    await Promise.all([...first, gate.pass(slow('c'))]);

    expect(seen).toEqual(['a begins', 'b begins', 'a ends', 'b ends', 'c begins', 'c ends']);
  });

  it('tells of a failure who asked, and lets the others pass', async () => {
    const results = await Promise.allSettled([gate.pass(() => Promise.reject(new Error('mine'))), gate.pass(() => Promise.resolve())]);

    expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
    await gate.pass(() => Promise.resolve());
  });

  it('is let go by a process that is killed', async () => {
    const holder = await other('hold-gate.mjs', join(path, 'gate.mdb'));
    let isThrough = false;
    const passed = gate.pass(async () => {
      isThrough = await Promise.resolve(true);
    });
    await pause(200);
    expect(isThrough).toBe(false);
    holder.kill();

    await passed;
    expect(isThrough).toBe(true);
  });

  it('is never written to, so that it can be opened at any time', async () => {
    const before = await readFile(join(path, 'gate.mdb'));
    await gate.pass(() => pause(1));
    gate.passNow(() => undefined);

    expect((await readFile(join(path, 'gate.mdb'))).equals(before)).toBe(true);
  });
});

describe('a key ring of several processes', () => {
  it('is opened by none while another passes the gate, and changed by none', async () => {
    const ring = lmdbKeyRing({ path });
    const gate = gateIn(join(path, gateFileName));
    const child = await other('make-and-use.mjs', path, 'child');
    let isMade = false;
    let made: Promise<void> = Promise.resolve();

    await gate.pass(async () => {
      child.begin();
      made = ring.ensure(['a']).then(() => {
        isMade = true;
      });
      await pause(500);
      expect({ isMade, opened: child.lines() }).toEqual({ isMade: false, opened: [] });
    });
    await made;
    while (child.lines().length === 0) await pause(10);
    await ring.close();
    await gate.close();

    expect((await child.end()).complaints).toBe('');
  });

  it('is made once, by however many begin at the same moment, and keeps every key while others open and close it', async () => {
    const others = await Promise.all(Array.from({ length: processes }, (_, n) => other('make-and-use.mjs', path, String(n))));
    others.forEach((one) => {
      one.begin();
    });
    const ring = lmdbKeyRing({ path });
    const kids = Array.from({ length: turns }, (_, turn) => Array.from({ length: kidsPerTurn }, (__, n) => `${String(turn)}/${String(n)}`));
    const sealed = [];
    for (const turn of kids) {
      await ring.ensure(turn);
      sealed.push(...turn.map((kid) => ring.seal(kid, Buffer.from(kid), Buffer.from('place'))));
    }
    const storeKey = Buffer.from(await ring.storeKey('shared')).toString('hex');
    await ring.close();
    const ended = await Promise.all(others.map((one) => one.end()));
    const again = lmdbKeyRing({ path });
    const opened = sealed.map((one) => Buffer.from(again.open(one, Buffer.from('place'))).toString());
    await again.close();

    expect(opened).toEqual(kids.flat());
    expect(ended.map(({ complaints }) => complaints)).toEqual(ended.map(() => ''));
    expect(new Set(ended.flatMap(({ printed }) => printed))).toEqual(new Set(['opened', storeKey]));
  });
});
