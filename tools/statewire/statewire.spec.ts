import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, existsSync, readFileSync, readdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { openLogStore, recordKey, recordsOf, type Records } from '@statewire/ledger-lmdb/log-store';
import { makeSealKey } from '@statewire/seals';
import { publicKeyFile, sealsFile } from '@statewire/seals-files';
import { command, copyOf, driverOf, env, makeWhole, part, removeAll, root, statewire, statewireIn, whole } from './copied-ledger.js';

jest.setTimeout(60_000);

beforeAll(makeWhole);
afterAll(removeAll);

/** While this process goes on: it is the one that has the ledger open. */
const statewireBeside = async (...words: string[]) => {
  const child = spawn(process.execPath, [command, ...words], { env });
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { status: child.exitCode, said: stdout.trim().split('\n'), warned: stderr };
};

/** A copy in whose log something was done behind the ledger's back. */
const tamperedWith = async (tamper: (records: Records, at: (offset: number) => Buffer) => Promise<unknown>): Promise<string> => {
  const dataDir = copyOf();
  const store = openLogStore(join(dataDir, 'ledger'), false);
  await tamper(recordsOf(store, part), (offset) => recordKey(part.index, BigInt(offset)));
  await store.environment.close();
  return dataDir;
};
const read = (records: Records, key: Buffer): Buffer => Buffer.from(records.get(key) ?? []);

const placesOf = (disk: Buffer, mark: string): readonly number[] => {
  const places: number[] = [];
  for (let place = disk.indexOf(mark); place >= 0; place = disk.indexOf(mark, place + 1)) places.push(place);
  return places;
};

describe('statewire verify', () => {
  it('says that a ledger verifies, with a line for each partition', () => {
    const { status, said } = statewire('verify', whole);

    expect(status).toBe(0);
    expect(said).toEqual([
      'vehicles.g1/0: 0 commits, no seal',
      'vehicles.g1/1: 15 commits, 1 seals, up to commit 12',
      'vehicles.g1/2: 0 commits, no seal',
      'vehicles.g1/3: 0 commits, no seal',
      'The ledger verifies: 15 commits in 4 partitions.',
    ]);
  });

  it.each([['does not begin as a database does', (path: string) => { writeFileSync(path, Buffer.alloc(60_000, 'x')); }], ['its end is missing', (path: string) => { truncateSync(path, 9_000); }]])(
    'does not judge a file of which it is wrong that %s, and names it', (fault, damage) => {
      const dataDir = copyOf();
      const file = join(dataDir, 'ledger/data.mdb');
      damage(file);

      for (const words of [['verify', dataDir], ['export', dataDir, join(root, 'out-damaged')]]) {
        const { status, warned } = statewire(...words);
        expect([status, warned]).toEqual([2, expect.stringMatching(`${file} is damaged \\(.*${fault}`)]);
      }
    });

  it('does not judge a ledger whose file is empty, or that has no partition', async () => {
    const [emptied, fresh] = [copyOf(), join(root, 'fresh')];
    truncateSync(join(emptied, 'ledger/data.mdb'));
    await driverOf(fresh).close();

    expect(statewire('verify', emptied)).toMatchObject({ status: 2, warned: expect.stringContaining('data.mdb is missing or empty') });
    for (const words of [['verify', fresh], ['export', fresh, join(root, 'out-fresh')]]) {
      expect(statewire(...words)).toMatchObject({ status: 2, warned: expect.stringContaining('There is no partition in this ledger') });
    }
  });

  it.each([['zeros', 0], ['noise', 0xa5]])('does not judge a ledger whose pages hold %s, and says that its file is damaged', (_what, byte) => {
    const dataDir = copyOf();
    const file = join(dataDir, 'ledger/data.mdb');
    const pages = readFileSync(file);
    writeFileSync(file, pages.fill(byte, 2 * 4096));

    for (const words of [['verify', dataDir], ['export', dataDir, join(root, 'out-pages')]]) {
      const { status, warned } = statewire(...words);
      expect([status, warned]).toEqual([2, expect.stringContaining('data.mdb is damaged')]);
      expect(warned).not.toContain('    at ');
    }
  });

  const flip = async (records: Records, at: (offset: number) => Buffer): Promise<unknown> => {
    const frame = read(records, at(4));
    frame.writeUInt8(frame.readUInt8(33) ^ 4, 33);
    return records.put(at(4), frame);
  };
  const swap = async (records: Records, at: (offset: number) => Buffer): Promise<unknown> => {
    const [one, other] = [read(records, at(4)), read(records, at(5))];
    await records.put(at(4), other);
    return records.put(at(5), one);
  };
  const double = async (records: Records, at: (offset: number) => Buffer): Promise<unknown> => records.put(at(15), read(records, at(14)));
  const cut = async (records: Records, at: (offset: number) => Buffer): Promise<unknown> =>
    Promise.all([10, 11, 12, 13, 14].map(async (offset) => records.remove(at(offset))));

  it.each([
    ['flipped', flip, 'offset 4, commit 5, line 1, byte 33: altered'],
    ['dropped', async (records: Records, at: (offset: number) => Buffer) => records.remove(at(4)), 'offset 4, commit 5: missing'],
    ['swapped', swap, 'offset 4, commit 5, byte 15: misplaced'],
    ['doubled', double, 'offset 15, commit 15, byte 15: repeated'],
    ['cut off', cut, 'offset 10, commit 11: cut'],
    ['dropped with its whole database', async (records: Records) => records.drop(), 'offset 0, commit 1: cut'],
  ])('names the place where a record was %s, and checks every partition', async (_what, tamper, place) => {
    const { status, said } = statewire('verify', await tamperedWith(tamper));

    expect(status).toBe(1);
    expect(said.filter((line) => line.startsWith('vehicles.g1/'))).toHaveLength(4);
    expect(said.find((line) => line.startsWith('WRONG'))).toContain(`WRONG vehicles.g1/1: record at ${place}`);
  });

  it('names the byte that was flipped on the disk', () => {
    const dataDir = copyOf();
    const path = join(dataDir, 'ledger', 'data.mdb');
    const disk = readFileSync(path);
    const mark = '"s":"vehicle/SV7"';
    const places = placesOf(disk, mark);
    // Pages that LMDB has given up may still hold older copies of the record.
    for (const place of places) disk.write('8', place + mark.length - 2);
    writeFileSync(path, disk);
    const { status, said } = statewire('verify', dataDir);

    expect(places.length).toBeGreaterThan(0);
    expect(status).toBe(1);
    expect(said.find((line) => line.startsWith('WRONG'))).toMatch(/^WRONG vehicles\.g1\/1: record at offset 6, commit 7, line 2, byte \d+: altered/);
  });

  it('believes the key it is given rather than the one beside the seals', () => {
    const pem = join(root, 'other.pem');
    writeFileSync(pem, makeSealKey().publicKeyPem);

    expect(statewire('verify', whole, '--key', pem)).toMatchObject({ status: 1 });
    expect(statewire('verify', whole, '--key', join(`${whole}.seals`, publicKeyFile))).toMatchObject({ status: 0 });
  });

  it('names a key that is not there in a line', () => {
    const { status, warned } = statewire('verify', whole, '--key', join(root, 'nobodys.pem'));
    expect([status, warned.trim().split('\n').at(-1)]).toEqual([2, expect.stringMatching(/^ENOENT: .*nobodys\.pem'$/)]);
  });

  it('names a line among the copies that is no seal', () => {
    const dataDir = copyOf();
    appendFileSync(join(`${dataDir}.seals`, sealsFile), '{"a":1}\n');
    const { status, said } = statewire('verify', dataDir);

    expect(status).toBe(1);
    expect(said[0]).toBe('WRONG seals.jsonl: line 2 is no seal');
  });

  it('passes over a copy that was torn, and says so', () => {
    const dataDir = copyOf();
    appendFileSync(join(`${dataDir}.seals`, sealsFile), '{"a":');

    expect(statewire('verify', dataDir)).toMatchObject({ status: 0, warned: expect.stringContaining('no whole line, and is passed over') });
  });

  it('says what it misses where there is no ledger, and makes none', () => {
    const nowhere = join(root, 'nowhere');
    const { status, warned } = statewire('verify', nowhere);

    expect(status).toBe(2);
    expect(warned).toContain('There is no ledger');
    expect(existsSync(nowhere)).toBe(false);
  });

  it('takes the folder that the environment names where none is given', () => {
    expect(statewireIn({ DATA_DIR: whole }, 'verify')).toMatchObject({ status: 0, said: expect.arrayContaining(['The ledger verifies: 15 commits in 4 partitions.']) });
    expect(statewireIn({ DATA_DIR: join(root, 'nowhere') }, 'verify', whole).status).toBe(0);
    expect(statewireIn({ DATA_DIR: ' ' }, 'verify').warned).toContain('Neither DATA_DIR nor KAFKA_BROKERS');
  });

  it('tells how it is used when it is asked for anything else', () => {
    expect(statewire('repair', whole)).toMatchObject({ status: 2 });
    expect(statewire('verify', whole, '--all').warned).toContain('statewire verify [DATA_DIR]');
    expect(statewire('verify').warned).toContain('Neither DATA_DIR nor KAFKA_BROKERS');
  });
});

describe('statewire export', () => {
  it('seals first and writes frames, seals, key and installation', () => {
    const dataDir = copyOf();
    const out = join(root, 'out-1');
    const { status, said } = statewire('export', dataDir, out);

    expect(status).toBe(0);
    expect(said).toContain('vehicles.g1/1: 16 commits, 2 seals, up to commit 15');
    expect(readdirSync(out).sort()).toEqual(
      ['installation-id', 'seal-key.pem', sealsFile, ...[0, 1, 2, 3].map((index) => `vehicles.g1.${String(index)}.frames`)].sort(),
    );
    expect(readFileSync(join(out, sealsFile), 'utf8')).toBe(readFileSync(join(`${dataDir}.seals`, sealsFile), 'utf8'));
    expect(statewire('verify', dataDir).status).toBe(0);
  });

  it('does not seal a ledger that is in use, and says so', async () => {
    const dataDir = copyOf();
    const driver = driverOf(dataDir);
    const { status, said, warned } = await statewireBeside('export', dataDir, join(root, 'out-2'));
    await driver.close();

    expect(status).toBe(0);
    expect(warned).toContain('The ledger is in use, so it was not sealed first');
    expect(said).toContain('vehicles.g1/1: 15 commits, 1 seals, up to commit 12');
  });

  it('leaves no folder behind when there is nothing to export', () => {
    const out = join(root, 'out-3');

    expect(statewire('export', join(root, 'no-data'), out)).toMatchObject({ status: 2 });
    expect(existsSync(out)).toBe(false);
  });

  it('makes the folders above it, and says where none can be made', () => {
    expect(statewire('export', whole, join(root, 'a/b/c')).status).toBe(0);
    expect(statewire('export', whole, '/proc/out')).toMatchObject({ status: 2, warned: expect.stringContaining("mkdir '/proc/out'") });
  });

  it('asks for what is to be read where a single word leaves it open, and touches nothing', () => {
    for (const word of [whole, join(root, 'out-4')]) {
      expect(statewire('export', word)).toMatchObject({ status: 2, warned: expect.stringContaining('Neither DATA_DIR nor KAFKA_BROKERS is given. Of what npm start wrote here: npm run statewire -- export data OUT') });
    }
    expect(existsSync(join(root, 'out-4'))).toBe(false);
  });

  it('does not write into a folder that holds something', () => {
    expect(statewire('export', whole, `${whole}.seals`)).toMatchObject({ status: 2 });
  });
});
