import { beforeEach, describe, expect, it } from '@jest/globals';
import { manualClock, type ManualClock } from '@statewire/clock';
import { memoryKeyRing, type KeyRing } from '@statewire/keyring';
import { memoryLogDriver, type MemoryLogDriver } from '@statewire/ledger';
import { makeSealKey, sealSigner } from '@statewire/seals';
import type { DeskOptions } from './desk-options.js';
import type { Desk } from './desk.port.js';
import { openDesk } from './desk.js';
import { accountDecider, addCommand } from './simulation/account.decider.js';
import { systemScheduler } from './scheduler.port.js';
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

describe('a desk', () => {
  it('decides a command and says where it stands', async () => {
    const desk = await started();
    const answer = await desk.submit(addCommand('c1', 5, { note: 'private' }));

    expect(answer).toEqual({
      kind: 'done',
      out: 'accepted',
      faults: [],
      events: [{ t: 'account.changed', tv: 1, s: 'account/OHCOP0000', sv: 1, d: { amount: 5, at: clock.now() }, p: { note: 'private' } }],
      position: { part, seq: 1 },
      repeated: false,
      at: '2026-11-21T04:10:05.123Z',
    });
    expect(desk.state.get('OHCOP0000')).toBe(5);
    await desk.stop();
  });

  it('seals what is private', async () => {
    const desk = await started();
    await desk.submit(addCommand('c1', 5, { note: 'private' }));

    expect(Buffer.from(driver.records(part)[0]?.value ?? []).toString()).not.toContain('private');
    await desk.stop();
  });

  it('answers a repeated command with what was decided, from the log', async () => {
    const desk = await started();
    const first = await desk.submit(addCommand('c1', 5, { note: 'private' }));
    const second = await desk.submit(addCommand('c1', 99));

    expect(second).toEqual({ ...first, repeated: true });
    expect(await desk.recall('c1')).toMatchObject({ head: { cmd: 'c1', seq: 1 } });
    expect(await desk.recall('c2')).toBeUndefined();
    await desk.stop();
  });

  it('decides two of the same id that come at once only once', async () => {
    const desk = await started();
    const answers = await Promise.all([desk.submit(addCommand('c1', 5)), desk.submit(addCommand('c1', 5))]);

    expect(answers[0]).toEqual(answers[1]);
    expect(desk.state.get('OHCOP0000')).toBe(5);
    await desk.stop();
  });

  it('writes a rejection down', async () => {
    const desk = await started();

    expect(await desk.submit(addCommand('c1', -1))).toMatchObject({ out: 'rejected', faults: [{ code: 'PROHIBITED' }], position: { seq: 1 } });
    expect(await desk.submit(addCommand('c1', -1))).toMatchObject({ out: 'rejected', repeated: true });
    await desk.stop();
  });

  it('refuses as a defect what its rules fail on, and goes on', async () => {
    const desk = await started();
    const [broken, sound] = await Promise.all([desk.submit(addCommand('c1', 1, { type: 'Break' })), desk.submit(addCommand('c2', 1))]);

    expect(broken).toMatchObject({ out: 'rejected', faults: [{ code: 'DEFECT' }] });
    expect(sound).toMatchObject({ out: 'accepted' });
    expect(alarms).toEqual(['desk/defect']);
    await desk.stop();
  });

  it('refuses what makes too large a frame, and keeps nothing of it', async () => {
    const desk = await started();
    const [large, small] = await Promise.all([desk.submit(addCommand('c1', 1, { note: 'x'.repeat(130_000) })), desk.submit(addCommand('c2', 1))]);

    expect(large).toMatchObject({ out: 'rejected', faults: [{ code: 'DEFECT', why: 'frame-too-large' }] });
    expect(small).toMatchObject({ out: 'accepted' });
    expect(desk.state.get('OHCOP0000')).toBe(1);
    await desk.stop();
  });

  it('decides more than one batch holds', async () => {
    const desk = await started();
    const answers = await Promise.all(Array.from({ length: 40 }, (_, index) => desk.submit(addCommand(`c${String(index)}`, 1, { note: 'x'.repeat(60_000) }))));

    expect(answers.every((answer) => answer.kind === 'done' && answer.out === 'accepted')).toBe(true);
    expect(desk.state.get('OHCOP0000')).toBe(40);
    await desk.stop();
  });

  it('refuses what is sealed under a destroyed key, and goes on', async () => {
    const desk = await started();
    await keyring.destroy('account/OHCOP0000', { number: '1', court: 'c', by: 'b' });

    expect(await desk.submit(addCommand('c1', 1, { note: 'private' }))).toMatchObject({ out: 'rejected', faults: [{ code: 'DEFECT' }] });
    await desk.stop();
  });

  it('does not take a command that no frame could name', async () => {
    const desk = await started();

    for (const wrong of [{ id: 'a"b' }, { id: '' }, { key: 'Ä' }, { corr: 'x'.repeat(5_000) }]) {
      await expect(desk.submit({ ...addCommand('c', 1), ...wrong })).rejects.toMatchObject({ code: 'desk/bad-command' });
    }
    await desk.stop();
  });

  it('holds a timer until its instant has come', async () => {
    const desk = await started();
    const due = '2026-11-21T05:00:00.000Z';
    let answered = false;
    const ring = desk.submit(addCommand('t1', 1, { type: 'FireTimer', payload: { amount: 1, due } })).then((answer) => {
      answered = true;
      return answer;
    });
    await desk.submit(addCommand('c1', 1));
    await new Promise((resolve) => { setTimeout(resolve, 80); });
    expect([answered, desk.resting()]).toEqual([false, true]);

    clock.moveTo(due);
    expect(await ring).toMatchObject({ out: 'accepted', at: due });
    await desk.stop();
  });

  it('decides a timer as soon as the clock has moved, not when it looks again', async () => {
    const scheduler = { ...systemScheduler(), sleep: (_: number, stop?: AbortSignal) => new Promise<void>((resolve) => { stop?.addEventListener('abort', () => { resolve(); }); }) };
    const desk = await started({ scheduler });
    const due = '2026-11-21T05:00:00.000Z';
    const ring = desk.submit(addCommand('t1', 1, { type: 'FireTimer', payload: { amount: 1, due } }));
    await desk.submit(addCommand('c1', 1));
    clock.moveTo(due);

    expect(await ring).toMatchObject({ out: 'accepted', at: due });
    await desk.stop();
  });

  it('tells its listeners of every commit, in order', async () => {
    const desk = await started();
    const heard: number[] = [];
    const off = desk.onCommit(({ head }) => heard.push(head.seq));
    await Promise.all([1, 2, 3].map((n) => desk.submit(addCommand(`c${String(n)}`, 1))));
    off();
    await desk.submit(addCommand('c4', 1));

    expect(heard).toEqual([1, 2, 3]);
    await desk.stop();
  });

  it('tells a listener that has failed of the commits that follow', async () => {
    const desk = await started();
    const heard: number[] = [];
    desk.onCommit(({ head: { seq } }) => {
      heard.push(seq);
      if (seq === 1) throw new Error('it cannot take the first');
    });
    await Promise.all([1, 2, 3].map((n) => desk.submit(addCommand(`c${String(n)}`, 1))));

    expect([heard, alarms]).toEqual([[1, 2, 3], ['desk/listener-failed']]);
    await desk.stop();
  });

  it('keeps nobody waiting who asks it to read or to seal when it has ended', async () => {
    const desk = await started({ signer: sealSigner(makeSealKey().privateKeyPem) });
    await desk.submit(addCommand('c1', 1));
    await desk.stop();

    expect(await Promise.all([desk.catchUp(), desk.seal()])).toEqual([{ part, seq: 2 }, undefined]);
  });

  it('answers "in doubt" when the log is silent beyond the deadline, and decides once when it speaks', async () => {
    let speaks: () => void = () => undefined;
    const silence = new Promise<void>((resolve) => { speaks = resolve; });
    const desk = await started({ driver: { ...driver, append: async (...given) => { await silence; return driver.append(...given); } } });

    expect(await desk.submit(addCommand('c1', 1, { deadline: Date.now() + 10 }))).toMatchObject({ kind: 'in-doubt' });
    expect(desk.resting()).toBe(false);
    speaks();
    expect(await desk.submit(addCommand('c1', 1))).toMatchObject({ kind: 'done' });
    expect(desk.position().seq).toBe(1);
    await desk.stop();
  });

  it('answers "in doubt" at the deadline to what it has decided, while the log cannot be read', async () => {
    let isSilent = false;
    const stopped: boolean[] = [];
    const fetch: MemoryLogDriver['fetch'] = (at, from, limits, stop) => {
      if (!isSilent) return driver.fetch(at, from, limits, stop);
      stop?.addEventListener('abort', () => stopped.push(true));
      return new Promise(() => undefined);
    };
    const desk = await started({ driver: { ...driver, fetch } });
    await desk.submit(addCommand('c1', 1));
    isSilent = true;

    expect(await desk.submit(addCommand('c1', 1, { deadline: Date.now() + 20 }))).toMatchObject({ kind: 'in-doubt' });
    expect([stopped, desk.resting()]).toEqual([[true], true]);
    isSilent = false;
    expect(await desk.submit(addCommand('c1', 1))).toMatchObject({ kind: 'done', repeated: true });
    await desk.stop();
  });
});
