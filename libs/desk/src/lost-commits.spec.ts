import { beforeEach, describe, expect, it } from '@jest/globals';
import { manualClock } from '@statewire/clock';
import { accept } from '@statewire/kernel';
import { memoryKeyRing, type KeyRing } from '@statewire/keyring';
import { decodeBody, linesOf, memoryLogDriver, parseHeadLine, type MemoryLogDriver } from '@statewire/ledger';
import type { Command, Decider } from './decider.port.js';
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
let alarms: string[];

/** Gives numbers, one a command: what a desk loses it must not give again. */
const counter: Decider = {
  stateVersion: 'counter-1',
  decide: (state, { key }) => accept({ t: 'number.given', tv: 1, s: `number/${key}`, d: { key, number: (state.get<number>(key) ?? 0) + 1 } }),
  evolve: (draft, { d }) => { draft.set(String(d['key']), Number(d['number'])); },
  counted: {
    by: ({ d }) => ({ [String(d['key'])]: Number(d['number']) }),
    raise: (draft, counts) => { for (const [key, count] of Object.entries(counts)) if (count > (draft.get<number>(key) ?? 0)) draft.set(key, count); },
  },
};
const ask = (id: string, key: string): Command => ({ id, type: 'Give', key, by: { ori: 'OHCOP0000', device: 'TST0001', user: 'jdoe' }, payload: {}, deadline: Date.now() + 5_000 });
const given = async (desk: Desk, id: string, key: string) => {
  const answer = await desk.submit(ask(id, key));
  return answer.kind === 'done' ? [answer.position.seq, answer.events[0]?.d['number']] : answer;
};
const inLog = () => driver.records(part).map(({ value }) => {
  const { line, body } = linesOf(value) ?? { line: new Uint8Array(), body: new Uint8Array() };
  const head = parseHeadLine(Buffer.from(line).toString());
  return head === undefined ? [] : decodeBody(head, body).ev.map(({ t, d }) => [t, d]);
});

const started = async (more: Partial<DeskOptions> = {}): Promise<Desk> => {
  const desk = openDesk({
    driver, keyring, snapshots, clock: manualClock('2026-11-21T04:10:05.123Z'), decider: accountDecider, part,
    installation: 'inst', instance: 'sw-01', catalogueVersion: '2026.11', saveIntervalMs: 1,
    log: (level, code) => { if (level === 'alarm') alarms.push(code); },
    ...more,
  });
  await desk.start();
  return desk;
};
/** The store, which asks before it reads a row. */
const reading = (ask: (key: string) => void): SnapshotStore => ({
  ...snapshots,
  open: async (name) => {
    const snapshot = await snapshots.open(name);
    return { ...snapshot, read: (table, key) => { ask(key); return snapshot.read(table, key); } };
  },
});
const again = async (desk: Desk): Promise<Desk> => {
  await desk.stop();
  alarms = [];
  return started();
};
const add = async (desk: Desk, ids: readonly string[]): Promise<void> => {
  for (const id of ids) await desk.submit(addCommand(id, 1));
};
const lostBy = async (desk: Desk) => (await desk.lost()).map(({ head }) => head.cmd);

beforeEach(async () => {
  driver = memoryLogDriver();
  keyring = memoryKeyRing();
  snapshots = memorySnapshots();
  alarms = [];
  await driver.create('vehicles', 1, 1);
});

describe('commits that were acknowledged and that the log has lost', () => {
  it('are named at every start, and nothing is written, until they are accepted as lost', async () => {
    let desk = await started();
    await add(desk, ['c1', 'c2', 'c3']);
    await desk.stop();
    driver.cut(part, 1n);
    desk = await started();
    for (let start = 0; start < 2; start += 1) {
      desk = await again(desk);
      expect([desk.status, alarms, await lostBy(desk)]).toEqual(['read-only', ['desk/commits-lost'], ['c2', 'c3']]);
    }

    await desk.resume();
    await add(desk, ['c4']);
    desk = await again(desk);
    expect([desk.status, alarms, await lostBy(desk), desk.state.get('OHCOP0000')]).toEqual(['running', [], [], 2]);
    await desk.stop();
  });

  it('are named after a start though the desk found the loss while it ran, and had won more since its own start than it keeps', async () => {
    let desk = await started();
    await Promise.all(Array.from({ length: 1_200 }, (_, index) => desk.submit(addCommand(`c${String(index)}`, 1))));
    driver.cut(part, 1_198n);
    await desk.catchUp();
    await add(desk, []);
    expect([desk.status, alarms]).toEqual(['read-only', ['desk/diverged', 'desk/commits-lost']]);
    desk = await again(desk);

    expect([desk.status, alarms, await lostBy(desk)]).toEqual(['read-only', ['desk/commits-lost'], ['c1198', 'c1199']]);
    await desk.stop();
  });

  it('are missed on though others have written in their place, and no more once the log has them back', async () => {
    let desk = await started();
    await add(desk, ['c1', 'c2']);
    await desk.stop();
    const [, second] = driver.records(part);
    driver.cut(part, 1n);
    desk = await started();
    const rival = openDesk({
      driver, keyring, snapshots: memorySnapshots(), clock: manualClock('2026-11-21T04:10:06.000Z'), decider: accountDecider, part, installation: 'inst', instance: 'sw-02', catalogueVersion: '2026.11',
    });
    await rival.start();
    await add(rival, ['r1', 'r2']);
    await rival.stop();
    await desk.catchUp();
    desk = await again(desk);
    expect([desk.status, await lostBy(desk), desk.position().seq]).toEqual(['read-only', ['c2'], 3]);
    await desk.stop();

    driver.cut(part, 1n);
    await driver.append(part, [second?.value ?? new Uint8Array()]);
    desk = await started();
    expect([desk.status, await lostBy(desk), desk.state.get('OHCOP0000')]).toEqual(['running', [], 2]);
    await desk.stop();
  });
});

describe('a desk that reads its log anew because a row cannot be read', () => {
  it('writes nothing where the log has lost commits meanwhile', async () => {
    let desk = await started();
    await add(desk, ['c1', 'c2']);
    await desk.stop();
    let damaged = true;
    desk = await started({ snapshots: reading((key) => { if (key === 'OHCOP0000' && damaged) throw new Error('the disk is at fault'); }) });
    driver.cut(part, 1n);
    const waiting = desk.submit({ ...addCommand('c3', 1), deadline: Date.now() + 300 });

    expect([await waiting, desk.status, alarms, await lostBy(desk)]).toMatchObject([{ kind: 'in-doubt' }, 'read-only', ['desk/commits-lost'], ['c2']]);
    damaged = false;
    await desk.stop();
  });
});

describe('the numbers of commits that were accepted as lost', () => {
  const counting = { decider: counter };
  const cut = async (): Promise<Desk> => {
    const desk = await started(counting);
    for (const [id, key] of [['c1', 'A'], ['c2', 'A'], ['c3', 'B'], ['c4', 'A']] as const) await desk.submit(ask(id, key));
    await desk.stop();
    driver.cut(part, 1n);
    return started(counting);
  };

  it('are given to no other, neither the commits own nor those that a decider counts, and the chain tells why', async () => {
    let desk = await cut();
    const waiting = given(desk, 'c5', 'A');
    await desk.resume();
    expect([await waiting, await given(desk, 'c6', 'B'), await given(desk, 'c7', 'C')]).toEqual([[5, 4], [6, 2], [7, 1]]);
    const passed = [['chain.loss-accepted', { fromSeq: 2, toSeq: 4, counts: { A: 3, B: 1 } }]];
    expect(inLog().slice(1, 4)).toEqual([passed, [], []]);
    await desk.stop();

    desk = await started({ ...counting, snapshots: memorySnapshots() });
    expect([desk.status, await given(desk, 'c8', 'B')]).toEqual(['running', [8, 3]]);
    await desk.stop();
  });

  it.each([1, 2, 3])('are given to no other where the row that tells of the loss cannot be read the %d. time', async (time) => {
    await (await cut()).stop();
    let reads = 0;
    const desk = await started({ ...counting, snapshots: reading((key) => { if (key.startsWith('loss/') && (reads += 1) === time) throw new Error('the disk is at fault'); }) });
    await desk.resume();

    expect([await given(desk, 'c5', 'A'), desk.status, await lostBy(desk)]).toEqual([[5, 4], 'running', []]);
    expect([reads >= time, inLog().flat().filter(([type]) => type === 'chain.loss-accepted')]).toEqual([true, [['chain.loss-accepted', { fromSeq: 2, toSeq: 4, counts: { A: 3, B: 1 } }]]]);
    await desk.stop();
  });

  it('are passed over by the next start that accepts the loss, where one has not come to its end', async () => {
    let desk = await cut();
    await desk.stop();
    // The first commit of the acceptance is stored, and the process ends.
    let appends = 0;
    desk = await started({ ...counting, driver: { ...driver, append: (at, values) => ((appends += 1) === 1 ? driver.append(at, values.slice(0, 1)).then(() => ({ kind: 'unknown', cause: 'cut off' })) : new Promise(() => undefined)) } });
    await desk.resume();
    while (appends < 2) await new Promise((resolve) => { setTimeout(resolve, 5); });
    void desk.stop(0);
    desk = await started(counting);
    expect([desk.status, await lostBy(desk)]).toEqual(['read-only', ['c2', 'c3', 'c4']]);

    await desk.resume();
    expect([await given(desk, 'c5', 'A'), inLog().map((events) => events.length)]).toEqual([[5, 4], [1, 1, 0, 0, 1]]);
    await desk.stop();
  });
});

describe('a loss that was accepted, and whose acceptance is lost as well', () => {
  const counting = { decider: counter };
  const numbers = [['c1', 'A'], ['c2', 'A'], ['c3', 'B'], ['c4', 'A']] as const;
  const give = async (desk: Desk, some: typeof numbers | readonly (typeof numbers)[number][]): Promise<void> => {
    for (const [id, key] of some) await desk.submit(ask(id, key));
  };
  const cutAfter = async (desk: Desk, records: bigint): Promise<Desk> => {
    await desk.stop();
    driver.cut(part, records);
    alarms = [];
    return started(counting);
  };
  const passedOver = async (desk: Desk): Promise<void> => {
    await desk.resume();
    while ((await desk.lost()).length > 0) await new Promise((resolve) => { setTimeout(resolve, 5); });
  };
  const lostSeqs = async (desk: Desk) => (await desk.lost()).map(({ head }) => head.seq);
  /** The commits that pass the loss over are stored, and the process ends before it learns that. */
  const endPassing = async (desk: Desk): Promise<void> => {
    await desk.stop();
    let stored = 0;
    const ending = await started({ ...counting, driver: { ...driver, append: (at, values) => driver.append(at, values).then(() => { stored += 1; return new Promise(() => undefined); }) } });
    await ending.resume();
    while (stored < 1) await new Promise((resolve) => { setTimeout(resolve, 5); });
    void ending.stop(0);
  };

  it.each([[1n, [2, 3, 4]], [2n, [3, 4]], [3n, [4]]])('is found out though nothing was decided since, where %d commits are left', async (records, seqs) => {
    let desk = await started(counting);
    await give(desk, numbers);
    desk = await cutAfter(desk, 1n);
    await passedOver(desk);
    desk = await cutAfter(desk, records);
    expect([desk.status, alarms, await lostSeqs(desk)]).toEqual(['read-only', ['desk/commits-lost'], seqs]);

    await desk.resume();
    expect([await given(desk, 'c5', 'A'), await given(desk, 'c6', 'B')]).toEqual([[5, 4], [6, 2]]);
    await desk.stop();
  });

  it('gives no number again, however often that happens', async () => {
    let desk = await started(counting);
    await give(desk, numbers);
    for (const [id, key, place] of [['c5', 'A', [5, 4]], ['c6', 'B', [6, 2]], ['c7', 'C', [7, 1]], ['c8', 'A', [8, 5]], ['c9', 'C', [9, 2]]] as const) {
      desk = await cutAfter(desk, 1n);
      expect(desk.status).toBe('read-only');
      await desk.resume();
      expect(await given(desk, id, key)).toEqual(place);
    }
    await desk.stop();
  });

  it.each([1, 2])('is found out by the %d. start after the one that ended while it passed the loss over', async (starts) => {
    let desk = await started(counting);
    await give(desk, numbers);
    await endPassing(await cutAfter(desk, 1n));
    for (let start = 0; start < starts; start += 1) {
      if (start > 0) await desk.stop();
      desk = await started(counting);
      expect([desk.status, await lostBy(desk), desk.position().seq]).toEqual(['read-only', ['c2', 'c3', 'c4'], 4]);
    }
    await passedOver(desk);
    desk = await cutAfter(desk, 1n);
    expect([desk.status, await lostSeqs(desk)]).toEqual(['read-only', [2, 3, 4]]);

    await desk.resume();
    expect([await given(desk, 'c5', 'A'), await given(desk, 'c6', 'B')]).toEqual([[5, 4], [6, 2]]);
    await desk.stop();
  });

  it('gives no number again where a later life has read it in the place of a commit that nobody kept', async () => {
    const rival = await started({ ...counting, instance: 'sw-02', snapshots: memorySnapshots() });
    await give(rival, numbers.slice(0, 2));
    await rival.stop();
    let desk = await started(counting);
    await give(desk, numbers.slice(2));
    desk = await cutAfter(desk, 1n);
    expect(await lostBy(desk)).toEqual(['c3', 'c4']);
    await endPassing(desk);
    desk = await started(counting);
    await passedOver(desk);
    desk = await cutAfter(desk, 1n);
    expect(await lostSeqs(desk)).toEqual([2, 3, 4]);

    await desk.resume();
    expect([await given(desk, 'c5', 'A'), await given(desk, 'c6', 'B')]).toEqual([[5, 4], [6, 2]]);
    await desk.stop();
  });
});
