import { isFailure } from '@statewire/kernel';
import { partitionName, type Commit } from '@statewire/ledger';
import { causeText, quietAttempts, type Alarms } from './alarms.js';
import { pause, pauseMs } from './pauses.js';

/** A handler that fails this often, a second and a half in all, will fail for ever. */
const handlerAttemptsMax = 5;

/** Streams whose events a handler could not take: they wait, whole, for the view's next version, and the others go on. */
export interface Parking {
  /** Hands a commit to the handler, without the events of parked streams. `parked` are the streams that came to be parked by it. */
  take<T>(commit: Commit, handler: (commit: Commit) => T | Promise<T>): Promise<Readonly<{ done?: T; parked?: readonly string[] }>>;
}

export type ParkingOptions = Readonly<{ name: string; alarms: Alarms; signal: AbortSignal; parked: Iterable<string> }>;

export const newParking = ({ name, alarms, signal, parked }: ParkingOptions): Parking => {
  const streams = new Set(parked);

  const opened = (commit: Commit): Commit | undefined => {
    const { ev } = commit.body;
    if (streams.size === 0 || !ev.some(({ s }) => streams.has(s))) return commit;
    const left = ev.filter(({ s }) => !streams.has(s));
    return left.length === 0 ? undefined : { ...commit, body: { ...commit.body, ev: left } };
  };

  const raise = (code: string, { position, head }: Commit, cause: unknown): void => {
    alarms.raise(code, { follower: name, partition: partitionName(position.part), seq: head.seq, cause: causeText(cause) });
  };

  const park = (commit: Commit, cause: unknown): readonly string[] => {
    const own = [...new Set(commit.body.ev.map(({ s }) => s))];
    for (const stream of own) streams.add(stream);
    raise('projector/parked', commit, cause);
    return own;
  };

  return {
    async take(commit, handler) {
      const given = opened(commit);
      if (given === undefined) return {};
      let attempts = 0;
      let outages = 0;
      while (!signal.aborted) {
        try {
          const result = handler(given);
          return { done: isPromise(result) ? await result : result };
        } catch (cause) {
          if (isFailure(cause) && cause.canRetry) {
            outages += 1;
            if (outages >= quietAttempts) raise('projector/outage', commit, cause);
          } else {
            attempts += 1;
            if (attempts >= handlerAttemptsMax) return { parked: park(given, cause) };
          }
          await pause(pauseMs(attempts + outages), signal);
        }
      }
      return {};
    },
  };
};

/** Not by its class: promises of another realm have another. */
const isPromise = <T>(result: T | Promise<T>): result is Promise<T> =>
  typeof result === 'object' && result !== null && 'then' in result && typeof result.then === 'function';
