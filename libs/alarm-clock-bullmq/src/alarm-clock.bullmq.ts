import { ringAgainAfterMs, ringsAtMs, type AlarmClock } from '@statewire/alarm-clock';
import { Failure, failingAs, within, type Instant } from '@statewire/kernel';
import { DelayedError, Queue, Worker, type IQueueBackend, type Job } from 'bullmq';

/** `namespace` keeps installations apart that share a Redis. */
export type BullmqAlarmClockOptions = Readonly<{ url: string; namespace: string }>;

const queueName = 'alarms';
const ringsAtOnceMax = 64;
const armAtOnceMax = 1_000;
const redisAnswerMs = 5_000;
const goodbyeMs = 2_000;
const reconnectMsMax = 1_000;
/** In effect without end: an alarm is given up by nobody. */
const countless = 1_000_000_000;

type Alarm = Readonly<{ due: number }>;

const unavailable = (cause?: unknown) => new Failure('alarm-clock/unavailable', 'The alarm clock cannot be reached.', true, { cause });

/** The connection waits for Redis as long as it takes; whoever asks for something does not. */
const soon = <R>(doing: Promise<R>, ms = redisAnswerMs): Promise<R> => failingAs(unavailable, () => within(ms, doing, unavailable));

/**
 * Who asks while the connection is not ready waits here, and is forgotten when his time is over: BullMQ and ioredis would
 * keep what they are handed until Redis is back.
 */
const newThreshold = (backend: Pick<IQueueBackend, 'on'>) => {
  const waiting = new Set<(failure?: Failure) => void>();
  let isReady = false;
  const callAll = (failure?: Failure): void => {
    for (const called of waiting) called(failure);
  };
  backend.on('ready', () => {
    isReady = true;
    callAll();
  });
  backend.on('close', () => { isReady = false; });

  return {
    isOpen: (): boolean => isReady,
    /** Until the connection is ready. */
    pass: async (): Promise<void> => {
      if (isReady) return;
      await new Promise<void>((resolve, reject) => {
        const called = (failure?: Failure): void => {
          clearTimeout(timer);
          waiting.delete(called);
          if (failure === undefined) resolve();
          else reject(failure);
        };
        const timer = setTimeout(() => { called(unavailable()); }, redisAnswerMs);
        waiting.add(called);
      });
    },
    close: (): void => { callAll(unavailable()); },
  };
};

const jobOf = (id: string, due: Instant) => {
  const at = ringsAtMs(id, due);
  return { name: 'ring', data: { due: at }, opts: { jobId: id, delay: Math.max(0, at - Date.now()) } };
};

const ring = (listener: (id: string) => Promise<void>) => async (job: Job<Alarm>, token?: string) => {
  const { id, data } = job;
  if (id === undefined) return;
  // The instant was counted on the clock of the machine that armed it, which may be ahead of this one's.
  if (Date.now() < data.due) {
    await job.moveToDelayed(data.due, token);
    throw new DelayedError();
  }
  await listener(id);
};

/**
 * Alarms as delayed jobs of BullMQ, shared by every instance of a service: each rings at one of them. An alarm whose
 * instance dies while it rings rings again after half a minute. Redis may lose them all; the timers' projection arms them anew.
 * Failures: `alarm-clock/bad-id`, `alarm-clock/bad-instant`, `alarm-clock/unavailable` (canRetry).
 */
export const bullmqAlarmClock = ({ url, namespace }: BullmqAlarmClockOptions): AlarmClock => {
  let closed = false;
  const shared = {
    prefix: `statewire-${namespace}`,
    connection: {
      url,
      maxRetriesPerRequest: null,
      // Null ends the attempts: a closed clock must not hold its process up.
      retryStrategy: (attempt: number) => (closed ? null : Math.min(50 * attempt, reconnectMsMax)),
    },
  };
  const queue = new Queue<Alarm>(queueName, {
    ...shared,
    // Of a Redis that hangs nothing more is asked until it answers again.
    connection: { ...shared.connection, socketTimeout: redisAnswerMs },
    defaultJobOptions: { removeOnComplete: true, removeOnFail: true, attempts: countless, backoff: { type: 'custom' } },
  });
  // A lost connection comes back by itself; BullMQ only wants to be listened to.
  queue.on('error', () => undefined);
  const threshold = newThreshold(queue.getBackend());
  let worker: Worker<Alarm> | undefined;

  const ask = async (command: () => Promise<unknown>): Promise<void> => {
    if (closed) throw unavailable();
    await threshold.pass();
    await soon(command());
  };

  return {
    armAll: async (alarms) => {
      const jobs = alarms.map(({ id, due }) => jobOf(id, due));
      for (let at = 0; at < jobs.length; at += armAtOnceMax) await ask(() => queue.addBulk(jobs.slice(at, at + armAtOnceMax)));
    },

    onRing: (listener) => {
      worker ??= new Worker<Alarm>(queueName, ring(listener), {
        ...shared,
        concurrency: ringsAtOnceMax,
        maxStalledCount: countless,
        settings: { backoffStrategy: (failures) => ringAgainAfterMs(failures) },
      });
      worker.on('error', () => undefined);
    },

    close: async () => {
      if (closed) return;
      closed = true;
      threshold.close();
      // Without Redis there is nobody to say goodbye to, and nothing else to wait for; a worker that waited for it would keep its timers.
      const goodbyes = [worker?.close(!threshold.isOpen()), queue.close()];
      await Promise.allSettled(goodbyes.map((goodbye) => soon(goodbye ?? Promise.resolve(), goodbyeMs)));
      await Promise.allSettled([worker, queue].map((one) => soon(one?.disconnect() ?? Promise.resolve(), goodbyeMs)));
    },
  };
};
