import { Failure } from '@statewire/kernel';
import type { Ownership } from './ownership.port.js';
import { isSameSet, ownerAmong, partitionsOf } from './rendezvous.js';

type Member = Readonly<{ instance: string; partitions: number; onChange: (mine: ReadonlySet<number>) => void }> & { mine: ReadonlySet<number> };

/** What the instances of one process know of each other: the members of each service. */
export type OwnershipRoom = Map<string, Set<Member>>;

/** Without a room of others the instance is alone and owns everything, which is what a single process wants. */
export const memoryOwnership = (room: OwnershipRoom = new Map()): Ownership => {
  const joined: (readonly [service: string, member: Member])[] = [];

  const instancesOf = (service: string) => [...(room.get(service) ?? [])].map(({ instance }) => instance);
  const share = (service: string) => {
    const instances = instancesOf(service);
    for (const member of room.get(service) ?? []) {
      const mine = partitionsOf(member.instance, instances, member.partitions);
      if (isSameSet(mine, member.mine)) continue;
      member.mine = mine;
      member.onChange(mine);
    }
  };

  return {
    start: (service, instance, partitions, onChange) => {
      const members = room.get(service) ?? new Set();
      if ([...members].some((member) => member.instance === instance)) {
        return Promise.reject(new Failure('ownership/taken', `${instance} is an instance of ${service} already.`, false));
      }
      const member: Member = { instance, partitions, onChange, mine: new Set() };
      room.set(service, members.add(member));
      joined.push([service, member]);
      share(service);
      // An instance to which nothing falls is told so once.
      if (member.mine.size === 0) onChange(member.mine);
      return Promise.resolve();
    },
    owner: (service, partition) => Promise.resolve(ownerAmong(instancesOf(service), partition)),
    close: () => {
      for (const [service, member] of joined.splice(0)) {
        room.get(service)?.delete(member);
        share(service);
      }
      return Promise.resolve();
    },
  };
};
