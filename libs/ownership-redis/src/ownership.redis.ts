import { Failure, failingAs, within } from '@statewire/kernel';
import { isSameSet, ownerAmong, partitionsOf, type Ownership } from '@statewire/ownership';
import { Redis } from 'ioredis';

/** `namespace` keeps installations apart that share a Redis. */
export type RedisOwnershipOptions = Readonly<{ url: string; namespace: string }>;

const beatMs = 1_000;
/** An instance not heard of for so long is taken for gone: three beats may be lost to a pause of the collector or of Redis. */
const lifeMs = 4_000;
/** As long as this an answer about another service is good enough: it is advice. */
const knownMs = 1_000;
const redisAnswerMs = 3_000;
const reconnectMsMax = 1_000;

/**
 * One step in Redis, on Redis's own clock, so that the instances' clocks need not agree: writes down how long the given
 * instance lives (none when it is empty), forgets those whose time is over, and names the living.
 */
const beat = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
if ARGV[1] ~= '' then redis.call('ZADD', KEYS[1], now + ARGV[2], ARGV[1]) end
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
return redis.call('ZRANGE', KEYS[1], 0, -1)
`;

type OnChange = (mine: ReadonlySet<number>) => void;

class Membership {
  #mine: ReadonlySet<number> | undefined;
  /** Missing in the list before this one: one look without an instance may only mean that Redis has just lost its memory. */
  #missing: ReadonlySet<string> = new Set();
  #instances: readonly string[] = [];
  timer: NodeJS.Timeout | undefined;

  constructor(
    readonly service: string,
    readonly instance: string,
    private readonly partitions: number,
    private readonly onChange: OnChange,
  ) {}

  get instances(): readonly string[] {
    return this.#instances;
  }

  learn(listed: readonly string[]): void {
    const missing = new Set(this.#instances.filter((known) => !listed.includes(known)));
    const inDoubt = [...missing].filter((known) => !this.#missing.has(known));
    this.#missing = missing;
    this.#instances = [...listed, ...inDoubt];
    const mine = partitionsOf(this.instance, this.#instances, this.partitions);
    if (this.#mine !== undefined && isSameSet(mine, this.#mine)) return;
    this.#mine = mine;
    this.onChange(mine);
  }
}

const unavailable = (cause?: unknown) => new Failure('ownership/unavailable', 'The list of instances cannot be reached.', true, { cause });

/** Nobody waits for a Redis that hangs: ownership is advice. */
const soon = <R>(doing: Promise<R>): Promise<R> => failingAs(unavailable, () => within(redisAnswerMs, doing, unavailable));

/**
 * Instances show by a heartbeat in Redis that they live, and divide the partitions among the living. While Redis is away
 * everyone goes on with what it knew last. Failure of `start` and `owner`: `ownership/unavailable` (canRetry).
 */
export const redisOwnership = ({ url, namespace }: RedisOwnershipOptions): Ownership => {
  const redis = new Redis(url, { maxRetriesPerRequest: null, retryStrategy: (attempt) => Math.min(50 * attempt, reconnectMsMax) });
  // A lost connection comes back by itself; until then the beats fail one by one.
  redis.on('error', () => undefined);
  const memberships: Membership[] = [];
  const known = new Map<string, Readonly<{ until: number; instances: readonly string[] }>>();
  let closed = false;

  const keyOf = (service: string) => `statewire-${namespace}:instances:${service}`;
  const living = async (service: string, instance: string) =>
    (await soon(redis.eval(beat, 1, keyOf(service), instance, lifeMs))) as readonly string[];

  const keepBeating = (membership: Membership): void => {
    membership.timer = setTimeout(() => {
      void living(membership.service, membership.instance)
        .then((listed) => {
          if (!closed) membership.learn(listed);
        })
        // What was known last holds on, and the next beat tries again.
        .catch(() => undefined)
        .finally(() => {
          if (!closed) keepBeating(membership);
        });
    }, beatMs);
  };

  const instancesOf = async (service: string): Promise<readonly string[]> => {
    const membership = memberships.find((one) => one.service === service);
    if (membership !== undefined) return membership.instances;
    const last = known.get(service);
    if (last !== undefined && last.until > Date.now()) return last.instances;
    try {
      const instances = await living(service, '');
      known.set(service, { until: Date.now() + knownMs, instances });
      return instances;
    } catch (failure) {
      if (last === undefined) throw failure;
      return last.instances;
    }
  };

  const openOnly = (): void => {
    if (closed) throw new Failure('ownership/unavailable', 'The ownership was closed.', true);
  };

  return {
    start: async (service, instance, partitions, onChange) => {
      openOnly();
      const membership = new Membership(service, instance, partitions, onChange);
      membership.learn(await living(service, instance));
      memberships.push(membership);
      keepBeating(membership);
    },

    owner: async (service, partition) => {
      openOnly();
      return ownerAmong(await instancesOf(service), partition);
    },

    close: async () => {
      if (closed) return;
      closed = true;
      for (const { timer } of memberships) clearTimeout(timer);
      // Leaving in order hands the partitions on at once; without Redis the others find out by themselves.
      await Promise.allSettled(memberships.map(({ service, instance }) => soon(redis.zrem(keyOf(service), instance))));
      if (redis.status === 'ready') await soon(redis.quit()).catch(() => undefined);
      redis.disconnect();
    },
  };
};
