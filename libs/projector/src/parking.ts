import { causeOf, isFailure } from '@statewire/kernel';
import { partitionName, type Commit } from '@statewire/ledger';
import { isLost, quietAttempts, type Alarms } from './alarms.js';
import { pause, pauseMs } from './pauses.js';

/** A handler that fails this often, a second and a half in all, will fail for ever. */
const handlerAttemptsMax = 5;

/** Streams whose events a handler could not take: they wait, whole, for the view's next version, and the others go on. */
export interface Parking {
  /**
   * Hands a commit to the handler, without the events of parked streams. `parked` are the streams that came to be parked by it.
   * A promise only where the handler gives one, or fails: most do neither, and are called for millions of commits.
   */
  take<T>(commit: Commit, handler: (commit: Commit) => T | Promise<T>): Taken<T> | Promise<Taken<T>>;
}
export type Taken<T> = Readonly<{ done?: T; parked?: readonly string[] }>;

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
    alarms.raise(code, { follower: name, partition: partitionName(position.part), seq: head.seq, cause: causeOf(cause) });
  };

  const park = (commit: Commit, cause: unknown): readonly string[] => {
    const own = [...new Set(commit.body.ev.map(({ s }) => s))];
    for (const stream of own) streams.add(stream);
    raise('projector/parked', commit, cause);
    return own;
  };

  /** After a first failure: again, with growing pauses, until the handler has failed too often to go on hoping. */
  const insist = async <T>(given: Commit, handler: (commit: Commit) => T | Promise<T>, first: unknown): Promise<Taken<T>> => {
    let attempts = 0;
    let outages = 0;
    for (let cause = first; ; ) {
      if (isLost(cause)) throw cause;
      if (isFailure(cause) && cause.canRetry) {
        outages += 1;
        if (outages >= quietAttempts) raise('projector/outage', given, cause);
      } else {
        attempts += 1;
        if (attempts >= handlerAttemptsMax) return { parked: park(given, cause) };
      }
      await pause(pauseMs(attempts + outages), signal);
      if (signal.aborted) return {};
      try {
        return { done: await handler(given) };
      } catch (again) {
        cause = again;
      }
    }
  };

  return {
    take(commit, handler) {
      const given = opened(commit);
      if (given === undefined || signal.aborted) return {};
      try {
        const result = handler(given);
        if (!isPromise(result)) return { done: result };
        return result.then((done) => ({ done }), (cause: unknown) => insist(given, handler, cause));
      } catch (cause) {
        return insist(given, handler, cause);
      }
    },
  };
};

/** Not by its class: promises of another realm have another. */
export const isPromise = <T>(result: T | Promise<T>): result is Promise<T> =>
  typeof result === 'object' && result !== null && 'then' in result && typeof result.then === 'function';
