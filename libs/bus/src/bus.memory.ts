import type { Json } from '@statewire/kernel';
import { asFailure, timedOut, unavailable } from './bus.codec.js';
import type { Bus, Handlers } from './bus.port.js';
import { newDeadlines } from './deadlines.js';

export type MemoryBusOptions = Readonly<{
  /**
   * How a payload reaches the other side. `copied`: through JSON, exactly what a wire would deliver.
   * `frozen`: the very object, made unchangeable, which costs a quarter; whoever asks or answers gives away
   * an object it does not mean to change any more.
   */
  handOver?: 'copied' | 'frozen';
  /** Told of what a handler threw, since the asker only learns that there was a defect. */
  onDefect?: (service: string, pattern: string, thrown: unknown) => void;
}>;

/** `setTimeout` rings at once for anything longer. */
const timerMsMax = 2 ** 31 - 1;

const copied = (value: unknown): unknown => (value === undefined ? undefined : JSON.parse(JSON.stringify(value)));

const frozen = (value: unknown): unknown => {
  // What is frozen already was handed over before, with all it holds: this keeps a document's second journey free.
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.values(value).forEach(frozen);
  return Object.freeze(value);
};

/** The bus of a single process: a question is a call. */
export const memoryBus = ({ handOver = 'copied', onDefect }: MemoryBusOptions = {}): Bus => {
  const pass = handOver === 'copied' ? copied : frozen;
  const services = new Map<string, Handlers>();
  const deadlines = newDeadlines();
  let closed = false;

  const call = async (service: string, pattern: string, payload: unknown): Promise<unknown> => {
    const handlers = services.get(service);
    const handler = handlers !== undefined && Object.hasOwn(handlers, pattern) ? handlers[pattern] : undefined;
    if (closed || handler === undefined) throw unavailable(service);
    const given = pass(payload) as never;
    // The handler starts in a turn of its own, as it would behind a wire: an asker never re-enters itself.
    await Promise.resolve();
    try {
      return pass(await handler(given));
    } catch (thrown) {
      const failure = asFailure(service, pattern, thrown);
      if (failure !== thrown) onDefect?.(service, pattern, thrown);
      throw failure;
    }
  };

  return {
    serve: (service, handlers) => {
      services.set(service, { ...services.get(service), ...handlers });
      return Promise.resolve();
    },
    ask: <R>(service: string, pattern: string, payload: Json | object, timeoutMs: number) =>
      new Promise<R>((resolve, reject) => {
        const waiting = deadlines.begin(Math.min(timeoutMs, timerMsMax), () => { reject(closed ? unavailable(service) : timedOut(service, pattern, timeoutMs)); });
        call(service, pattern, payload).then(
          (value) => {
            deadlines.over(waiting);
            resolve(value as R);
          },
          (failure: unknown) => {
            deadlines.over(waiting);
            reject(asFailure(service, pattern, failure));
          },
        );
      }),
    close: () => {
      closed = true;
      services.clear();
      deadlines.endAll();
      return Promise.resolve();
    },
  };
};
