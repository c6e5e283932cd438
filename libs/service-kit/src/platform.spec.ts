import { afterEach, describe, expect, it } from '@jest/globals';
import { memoryBus } from '@statewire/bus';
import { Failure } from '@statewire/kernel';
import { memoryKeyRing } from '@statewire/keyring';
import { frame, genesis, memoryLogDriver } from '@statewire/ledger';
import { memoryViews, type View } from '@statewire/views';
import { silentLog } from './log.js';
import { Platform } from './platform.js';
import type { Ports } from './ports.js';
import { setImmediate as turn } from 'node:timers/promises';

const CHECKPOINT = { next: 1n, seq: 1, head: 'h', headOffset: 0n };
const PART = { ledger: 'cop', gen: 1, index: 0 } as const;
const closing: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** A projection's second version, where the first was stored; with the views as they stood when the second was first asked how far it was. */
const projected = async (isOnOwnDisk: boolean) => {
  const driver = { ...memoryLogDriver(), isOnOwnDisk };
  const views = memoryViews();
  const ports = { driver, views, keyring: memoryKeyRing(), installation: 'inst', log: silentLog, settings: { clock: 'system', partitions: 1 } };
  const platform = new Platform(ports as unknown as Ports);
  await platform.start();
  const [first, second] = await Promise.all([views.open('shown', 1), views.open('shown', 2)]);
  await first.write(PART, [], CHECKPOINT);
  let firstThen: unknown;
  const view: View = {
    ...second,
    checkpoint: async (part) => {
      firstThen ??= (await first.checkpoint(PART)) ?? 'gone';
      return second.checkpoint(part);
    },
  };
  const following = platform.project({ name: 'shown', version: 2, apply: () => [], ledgers: ['cop'], view });
  closing.push(() => driver.close(), () => platform.stop(), () => following.stop());
  await following.start();
  await following.caughtUp();
  return { firstThen: () => firstThen, first };
};

describe('the version of a view before the one that is projected', () => {
  it('goes before the new one is begun where no other process can be asked for it', async () => {
    const { firstThen } = await projected(true);
    expect(firstThen()).toBe('gone');
  });

  it('goes elsewhere when the new one has caught up', async () => {
    const { firstThen, first } = await projected(false);
    expect(firstThen()).toEqual(CHECKPOINT);
    for (let turns = 0; turns < 100 && (await first.checkpoint(PART)) !== undefined; turns += 1) await turn();
    expect(await first.checkpoint(PART)).toBeUndefined();
  });
});

describe('a service that is asked whether it rests', () => {
  it('tells what stands still in its process, and where', async () => {
    const [driver, views, bus] = [memoryLogDriver(), memoryViews(), memoryBus()];
    const ports = { driver, views, bus, keyring: memoryKeyRing(), installation: 'inst', log: silentLog, settings: { clock: 'system', partitions: 1 } };
    const platform = new Platform(ports as unknown as Ports);
    await platform.start();
    const rest = () => bus.ask('inquiry', 'rest', {}, 1_000);
    const following = platform.project({ name: 'shown', version: 2, apply: () => [], ledgers: ['cop'], view: await views.open('shown', 2) });
    closing.push(() => driver.close(), () => platform.stop(), () => following.stop());
    await following.start();
    await platform.serve({ name: 'inquiry', start: () => following.start(), stop: () => following.stop(), resting: () => following.resting() }, {});
    expect(await rest()).toEqual({ resting: true });

    const strange = { t: 'cop.burnt', tv: 1, s: 'cop/1', sv: 1, d: {} };
    const head = { prev: genesis('inst', PART).head, seq: 1, w: 'w/1', at: '2026-11-21T04:10:05.123Z', k: '' };
    await driver.append(PART, [frame(head, { by: { ori: 'OHCOP0000', device: 'T1', user: 'u1' }, cv: '1', out: 'accepted', ev: [strange] }).bytes]);
    await expect(following.caughtUp()).rejects.toMatchObject({ code: 'projector/stopped' });
    expect(await rest()).toEqual({ resting: false, standing: ['shown in cop.g1/0 stands still: what is written there does not show'] });
  });

  it('says within the time of who asks that the views do not answer or are lost, and no more once they do', async () => {
    const [driver, views, bus] = [memoryLogDriver(), memoryViews(), memoryBus()];
    const alarms: object[] = [];
    const log = { ...silentLog, error: (_: string, details: object) => { alarms.push(details); } };
    const platform = new Platform({ driver, views, bus, keyring: memoryKeyRing(), installation: 'inst', log, settings: { clock: 'system', partitions: 1 } } as unknown as Ports);
    await platform.start();
    const shown = await views.open('shown', 2);
    let answer = (): void => undefined;
    let [isFrozen, isLost] = [false, false];
    const view: View = { ...shown, checkpoint: async (part) => { if (isLost) throw new Failure('views/lost', 'Start anew.', true); if (isFrozen) await new Promise<void>((resolve) => { answer = resolve; }); return shown.checkpoint(part); } };
    const following = platform.project({ name: 'shown', version: 2, apply: () => [], ledgers: ['cop'], view });
    closing.push(() => driver.close(), () => platform.stop(), () => following.stop());
    await following.start();
    await following.caughtUp();
    await platform.serve({ name: 'inquiry', start: () => following.start(), stop: () => following.stop(), resting: () => following.resting() }, {});
    const rest = () => bus.ask('inquiry', 'rest', {}, 1_000);
    expect(await rest()).toEqual({ resting: true });

    isFrozen = true;
    const outage = { resting: true, standing: ['the views cannot be reached (views/unavailable): inquiries of the hot files and mailboxes are not answered'] };
    expect([await rest(), await rest()]).toEqual([outage, outage]);
    expect(alarms).toEqual([{ code: 'views/unavailable', attempt: 1, cause: 'no answer within 500 ms' }]);
    isFrozen = false;
    answer();
    expect(await rest()).toEqual({ resting: true });

    isLost = true;
    expect(await rest()).toEqual({ resting: true, standing: ['the views are lost (views/lost) until the services are started anew: inquiries of the hot files and mailboxes are not answered'] });
    expect(alarms.slice(1)).toEqual([{ code: 'views/lost', attempt: 1, cause: 'Start anew.' }]);
  });
});
