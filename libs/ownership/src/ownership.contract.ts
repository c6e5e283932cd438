import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Ownership } from './ownership.port.js';

/**
 * `join` gives another process's view of the same services. `patienceMs`: within this everyone has learnt of a change.
 */
export type OpenedOwnership = Readonly<{ join: () => Promise<Ownership>; patienceMs: number; close: () => Promise<void> }>;

const after = (ms: number) => new Promise<void>((resolve) => { setTimeout(resolve, ms); });
const partitions = 16;
const all = Array.from({ length: partitions }, (_, n) => n);

/** What every ownership must do. */
export const ownershipContract = (adapter: string, open: () => Promise<OpenedOwnership>) => {
  describe(`${adapter} keeps the ownership's contract`, () => {
    let opened: OpenedOwnership;
    const closing: Ownership[] = [];

    beforeEach(async () => { opened = await open(); });
    afterEach(async () => {
      for (const ownership of closing.splice(0)) await ownership.close();
      await opened.close();
    });

    type Instance = Readonly<{ name: string; ownership: Ownership; told: ReadonlySet<number>[] }>;

    const started = async (name: string, service = 'vehicles'): Promise<Instance> => {
      const ownership = await opened.join();
      closing.push(ownership);
      const told: ReadonlySet<number>[] = [];
      await ownership.start(service, name, partitions, (mine) => told.push(new Set(mine)));
      return { name, ownership, told };
    };
    const mine = ({ told }: Instance) => [...(told.at(-1) ?? [])].sort((a, b) => a - b);
    const shared = (instances: readonly Instance[]) => instances.flatMap(mine).sort((a, b) => a - b);
    const settled = async (isSo: () => boolean | Promise<boolean>) => {
      const end = Date.now() + opened.patienceMs;
      while (!(await isSo()) && Date.now() < end) await after(20);
    };
    const isShared = (instances: readonly Instance[]) => () => String(shared(instances)) === String(all);

    it('gives an instance that is alone everything, before start resolves', async () => {
      const alone = await started('a');

      expect(alone.told).toEqual([new Set(all)]);
    });

    it('names the owner, and nobody where no instance is', async () => {
      const { ownership } = await started('a');

      expect([await ownership.owner('vehicles', 3), await ownership.owner('messages', 3)]).toEqual(['a', undefined]);
    });

    it('keeps services apart', async () => {
      const vehicles = await started('a', 'vehicles');
      const messages = await started('b', 'messages');
      await after(100);

      expect([mine(vehicles), mine(messages)]).toEqual([all, all]);
      expect(await vehicles.ownership.owner('messages', 0)).toBe('b');
    });

    it('shares the partitions among several, each to one', async () => {
      const instances = [await started('a'), await started('b'), await started('c')];
      await settled(isShared(instances));

      expect(shared(instances)).toEqual(all);
      expect(instances.every((instance) => mine(instance).length > 0)).toBe(true);
    }, 30_000);

    it('names the same owner to everyone, and it is the one that was told so', async () => {
      const instances = [await started('a'), await started('b')];
      await settled(isShared(instances));
      for (const partition of all) {
        const named = await Promise.all(instances.map(({ ownership }) => ownership.owner('vehicles', partition)));
        const owner = instances.find((instance) => mine(instance).includes(partition))?.name;

        expect(named).toEqual([owner, owner]);
      }
    }, 30_000);

    it('names the owner to one that only asks', async () => {
      await started('a');
      const asker = await opened.join();
      closing.push(asker);

      expect(await asker.owner('vehicles', 0)).toBe('a');
    });

    it('gives the partitions of one that leaves to the rest, and moves no others', async () => {
      const [a, b, c] = [await started('a'), await started('b'), await started('c')];
      await settled(isShared([a, b, c]));
      const before = [mine(a), mine(b)];
      await c.ownership.close();
      await settled(isShared([a, b]));

      expect(shared([a, b])).toEqual(all);
      expect(before.every((had, n) => had.every((partition) => mine(n === 0 ? a : b).includes(partition)))).toBe(true);
    }, 30_000);

    it('is not told again while nothing changes', async () => {
      const alone = await started('a');
      await after(Math.min(opened.patienceMs, 1_500));

      expect(alone.told).toHaveLength(1);
    });

    it('is told that it owns nothing when nothing falls to it', async () => {
      const ownership = await opened.join();
      closing.push(ownership);
      const told: ReadonlySet<number>[] = [];
      await ownership.start('empty', 'a', 0, (set) => told.push(set));

      expect(told).toEqual([new Set()]);
    });

    it('agrees in the end when many come at the same moment', async () => {
      const instances = await Promise.all(['a', 'b', 'c', 'd', 'e'].map((name) => started(name)));
      await settled(isShared(instances));

      expect(shared(instances)).toEqual(all);
    }, 30_000);
  });
};
