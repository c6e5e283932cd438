import { createHash } from 'node:crypto';

const weight = (instance: string, partition: number): bigint =>
  createHash('sha256').update(`${instance}\n${String(partition)}`).digest().readBigUInt64BE();

/**
 * The instance with the greatest hash over its name and the partition: everyone who knows the same instances names the
 * same owner, and an instance that comes or goes moves no partition but those it gains or had.
 */
export const ownerAmong = (instances: Iterable<string>, partition: number): string | undefined => {
  let owner: string | undefined;
  let greatest = -1n;
  for (const instance of instances) {
    const its = weight(instance, partition);
    if (its > greatest || (its === greatest && owner !== undefined && instance < owner)) [owner, greatest] = [instance, its];
  }
  return owner;
};

/** Partitions 0 to `partitions` - 1 that fall to an instance. */
export const partitionsOf = (instance: string, instances: readonly string[], partitions: number): ReadonlySet<number> =>
  new Set(Array.from({ length: partitions }, (_, partition) => partition).filter((partition) => ownerAmong(instances, partition) === instance));

/** Whether the same partitions are in both: an owner is told only of a change. */
export const isSameSet = (a: ReadonlySet<number>, b: ReadonlySet<number>): boolean => a.size === b.size && [...a].every((one) => b.has(one));
