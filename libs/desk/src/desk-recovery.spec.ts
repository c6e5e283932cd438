import { beforeEach, describe, expect, it } from '@jest/globals';
import { manualClock, type ManualClock } from '@statewire/clock';
import { Failure } from '@statewire/kernel';
import { memoryKeyRing, type KeyRing } from '@statewire/keyring';
import { frame, genesis, memoryLogDriver, parseHeadLine, rootOf, treeOf, sha256, type MemoryLogDriver } from '@statewire/ledger';
import { makeSealKey, parseSignedSeal, sealHash, sealSigner, sealVerifier, type SignedSeal } from '@statewire/seals';
import type { DeskOptions } from './desk-options.js';
import type { Desk } from './desk.port.js';
import { openDesk } from './desk.js';
import { accountDecider, addCommand } from './simulation/account.decider.js';
import { memorySnapshots } from './snapshots.memory.js';
import type { SnapshotStore } from './snapshots.port.js';

const part = { ledger: 'vehicles', gen: 1, index: 0 };
let driver: MemoryLogDriver;
let keyring: KeyRing;
let snapshots: SnapshotStore;
let clock: ManualClock;
let alarms: string[];

const deskOf = (more: Partial<DeskOptions> = {}): Desk =>
  openDesk({
    driver,
    keyring,
    snapshots,
    clock,
    decider: accountDecider,
    part,
    installation: 'inst',
    instance: 'sw-01',
    catalogueVersion: '2026.11',
    log: (level, code) => {
      if (level === 'alarm') alarms.push(code);
    },
    ...more,
  });
/** The store as another version left it: its number stands in the row that tells where the snapshot ends. */
const ofFormat = (format: number, store: SnapshotStore): SnapshotStore => ({
  ...store,
  open: async (name) => {
    const snapshot = await store.open(name);
    return {
      ...snapshot,
      write: (changes, cleared) =>
        snapshot.write(changes.map((change) => (change.table === 'meta' ? { ...change, value: JSON.stringify({ ...JSON.parse(change.value ?? ''), format }) } : change)), cleared),
    };
  },
});
const started = async (more: Partial<DeskOptions> = {}): Promise<Desk> => {
  const desk = deskOf(more);
  await desk.start();
  return desk;
};

beforeEach(async () => {
  driver = memoryLogDriver();
  keyring = memoryKeyRing();
  snapshots = memorySnapshots();
  clock = manualClock('2026-11-21T04:10:05.123Z');
  alarms = [];
  await driver.create('vehicles', 1, 1);
});

const hashesInLog = (): string[] =>
  driver.records(part).map(({ value }) => sha256(Buffer.from(value).toString().split('\n')[0] ?? ''));

describe('a desk that starts again', () => {
  it('knows what it knew, from its snapshot', async () => {
    const first = await started();
    await first.submit(addCommand('c1', 5));
    await first.stop();
    const counted: bigint[] = [];
    const second = await started({ driver: { ...driver, fetch: (at, from, ...rest) => { counted.push(from); return driver.fetch(at, from, ...rest); } } });

    expect([second.state.get('OHCOP0000'), second.position().seq]).toEqual([5, 1]);
    expect(counted).toEqual([0n, 1n]);
    expect(second.counts().commits).toBe(0);
    expect(await second.submit(addCommand('c1', 5))).toMatchObject({ repeated: true });
    expect(await second.submit(addCommand('c2', -5))).toMatchObject({ out: 'accepted', events: [{ sv: 2 }] });
    await second.stop();
  });

  it.each([
    ['its snapshot is gone', () => ({ snapshots: memorySnapshots() })],
    ['its fold has another version', () => ({ decider: { ...accountDecider, stateVersion: '2' } })],
  ])('folds the log anew when %s', async (_, more) => {
    const first = await started();
    await first.submit(addCommand('c1', 5, { note: 'private' }));
    await first.stop();
    const second = await started(more());

    expect([second.state.get('OHCOP0000'), second.counts().commits]).toEqual([5, 1]);
    expect(alarms).toEqual([]);
    await second.stop();
  });

  it('folds the log anew over a snapshot that another version wrote, and goes on from its own', async () => {
    const first = await started({ snapshots: ofFormat(2, snapshots) });
    await first.submit(addCommand('c1', 5));
    await first.stop();
    // Rows were stored singly then.
    const old = await snapshots.open('vehicles.g1/0');
    await old.write([{ table: 'state', key: 'OHCOP0000', value: '7' }, { table: 'streams', key: 'account/OHCOP0000', value: '9' }]);
    const second = await started();
    expect([second.state.get('OHCOP0000'), second.counts().commits, second.status]).toEqual([5, 1, 'running']);
    expect(await second.submit(addCommand('c2', 1))).toMatchObject({ out: 'accepted', events: [{ sv: 2 }] });
    await second.stop();
    const third = await started();

    expect([third.state.get('OHCOP0000'), third.counts().commits, alarms]).toEqual([6, 0, []]);
    await third.stop();
  });

  it('decides once what was in line before the snapshot was read', async () => {
    const first = await started();
    const was = await first.submit(addCommand('c1', 5));
    await first.stop();
    const second = deskOf();
    const early = second.submit(addCommand('c1', 5));
    await second.start();

    expect(await early).toEqual({ ...was, repeated: true });
    await second.stop();
  });

  it('finds that the log has lost what it had won, says so and writes nothing until it is told to', async () => {
    const first = await started();
    await first.submit(addCommand('c1', 5));
    await first.submit(addCommand('c2', 1, { note: 'private' }));
    await first.stop();
    driver.cut(part, 1n);
    const second = await started();

    expect([second.status, alarms, second.state.get('OHCOP0000')]).toEqual(['read-only', ['desk/commits-lost'], 5]);
    expect(await second.lost()).toMatchObject([{ head: { cmd: 'c2' }, body: { ev: [{ p: { note: 'private' } }] } }]);
    const waiting = second.submit(addCommand('c3', 1));
    await second.resume();
    expect(await waiting).toMatchObject({ out: 'accepted', position: { seq: 3 } });
    expect(await second.lost()).toEqual([]);
    await second.stop();
  });

  it('keeps no copies beside a log that only its own disk can lose, and says when that log is older than its snapshot', async () => {
    const own = { driver: { ...driver, isOnOwnDisk: true } };
    const first = await started(own);
    await first.submit(addCommand('c1', 5));
    await first.submit(addCommand('c2', 1));
    await first.stop();
    driver.cut(part, 1n);
    const second = await started(own);

    expect([second.status, alarms, second.state.get('OHCOP0000'), await second.lost()]).toEqual(['running', ['desk/log-behind-snapshot'], 5, []]);
    expect(await second.submit(addCommand('c3', 1))).toMatchObject({ out: 'accepted', position: { seq: 2 } });
    await second.stop();
  });

  it('forgets a command when its window is over', async () => {
    const desk = await started();
    await desk.submit(addCommand('c1', 1));
    clock.moveTo('2026-11-24T04:10:05.124Z');
    await desk.submit(addCommand('c2', 1));

    expect([await desk.recall('c1'), (await desk.recall('c2'))?.head.seq]).toEqual([undefined, 2]);
    await desk.stop();
  });
});

describe('a desk that cannot go on', () => {
  it('stops at a valid commit that it cannot fold', async () => {
    const { head } = genesis('inst', part);
    const by = { ori: '', device: 'x', user: 'system' };
    const strange = frame({ prev: head, seq: 1, w: 'x/1', at: clock.now(), k: '' }, { by, cv: '', out: 'accepted', ev: [{ t: 'other.thing', tv: 1, s: 'o/1', sv: 1, d: {} }] });
    await driver.append(part, [strange.bytes]);
    const desk = deskOf();

    await expect(desk.start()).rejects.toMatchObject({ code: 'desk/not-started' });
    expect([desk.status, alarms]).toEqual(['halted', ['desk/unfoldable']]);
    expect(await desk.submit(addCommand('c1', 1))).toMatchObject({ kind: 'in-doubt' });
  });

  it('stops when it may not write', async () => {
    const desk = await started({ driver: { ...driver, append: () => Promise.resolve({ kind: 'refused', reason: 'forbidden' }) } });

    expect(await desk.submit(addCommand('c1', 1))).toMatchObject({ kind: 'in-doubt' });
    expect([desk.status, alarms]).toEqual(['halted', ['desk/forbidden']]);
    await desk.stop();
  });

  it('stops when it may not read any more', async () => {
    let mayRead = true;
    const forbidden = () => Promise.reject(new Failure('ledger-kafka/forbidden', 'it may not be read', false));
    const desk = await started({ driver: { ...driver, fetch: (...of) => (mayRead ? driver.fetch(...of) : forbidden()) } });
    mayRead = false;
    await desk.catchUp();

    expect([desk.status, alarms]).toEqual(['halted', ['desk/fetch-failed']]);
    await desk.stop();
  });

  it('halves a batch that the log finds too large, down to a refusal', async () => {
    const limit = 700;
    const small: DeskOptions['driver'] = {
      ...driver,
      append: (at, values) =>
        values.reduce((sum, value) => sum + value.length, 0) > limit ? Promise.resolve({ kind: 'refused', reason: 'too-large' }) : driver.append(at, values),
    };
    const desk = await started({ driver: small });
    const answers = await Promise.all(['c1', 'c2', 'c3'].map((id, index) => desk.submit(addCommand(id, 1, index === 1 ? { note: 'x'.repeat(500) } : {}))));

    expect(answers).toMatchObject([{ out: 'accepted' }, { out: 'rejected', faults: [{ why: 'frame-too-large' }] }, { out: 'accepted' }]);
    await desk.stop();
  });
});

/** Those of the commits from now on. */
const sealsOf = (desk: Desk): readonly SignedSeal[] => {
  const seals: SignedSeal[] = [];
  desk.onCommit(({ body }) => {
    for (const { t, d } of body.ev) {
      const seal = t === 'chain.sealed' ? parseSignedSeal(JSON.stringify(d)) : undefined;
      if (seal !== undefined) seals.push(seal);
    }
  });
  return seals;
};

describe('the seals of a desk', () => {
  it('cover every commit before them', async () => {
    const key = makeSealKey();
    const desk = await started({ signer: sealSigner(key.privateKeyPem) });
    const seals = sealsOf(desk);
    await desk.submit(addCommand('c1', 1));
    await desk.submit(addCommand('c2', 1));
    await desk.seal();
    await desk.seal();
    await desk.submit(addCommand('c3', 1));
    await desk.stop();
    const hashes = hashesInLog();

    expect(seals.map(({ fromSeq, toSeq }) => [fromSeq, toSeq])).toEqual([[1, 2], [3, 4]]);
    expect(seals.map(({ merkleRoot }) => merkleRoot)).toEqual([rootOf(treeOf(hashes.slice(0, 2))), rootOf(treeOf(hashes.slice(2, 4)))]);
    expect(seals.every(sealVerifier(key.publicKeyPem))).toBe(true);
    expect(parseHeadLine(Buffer.from(driver.records(part)[2]?.value ?? []).toString().split('\n')[0] ?? '')).toMatchObject({ seq: 3, k: '', n: 1 });
  });

  it('go on after a new start and name each other', async () => {
    const signer = sealSigner(makeSealKey().privateKeyPem);
    const first = await started({ signer });
    const before = sealsOf(first);
    await first.submit(addCommand('c1', 1));
    await first.stop();
    const second = await started({ signer });
    const after = sealsOf(second);
    await second.submit(addCommand('c2', 1));
    await second.stop();

    expect([...before, ...after].map(({ fromSeq, toSeq }) => [fromSeq, toSeq])).toEqual([[1, 1], [2, 3]]);
    expect([...before, ...after].map(({ previousSeal }) => previousSeal)).toEqual(['', ...before.map(sealHash)]);
  });

  it('come by number and by time', async () => {
    const signer = sealSigner(makeSealKey().privateKeyPem);
    const byNumber = await started({ signer, sealCommitsMax: 3 });
    for (const id of ['a', 'b', 'c', 'd']) await byNumber.submit(addCommand(id, 1));
    expect(driver.records(part)).toHaveLength(5);
    await byNumber.stop();
    const byTime = await started({ signer, sealIntervalMs: 20 });
    await byTime.submit(addCommand('e', 1));
    const before = byTime.position().seq;
    await new Promise((resolve) => { setTimeout(resolve, 100); });

    expect(byTime.position().seq).toBe(before + 1);
    await byTime.stop();
  });
});
