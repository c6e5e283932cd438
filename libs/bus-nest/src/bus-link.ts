import { asFailure, failureFromWire, isFailureOnTheWire, timedOut, unavailable } from '@statewire/bus';
import { Failure, isFailure, PassingMap } from '@statewire/kernel';
import { ClientTCP } from '@nestjs/microservices';
import { BusSocket } from './bus-socket.js';

export type Address = Readonly<{ host: string; port: number }>;

/** Open questions to one service; more would only wait for longer than their askers do. */
export const openQuestionsMax = 2_048;
/** A connection on which a question was asked and nothing was heard for so long is taken for dead: its other end may have vanished without a word. */
const silenceMsMax = 10_000;
/** `setTimeout` rings at once for anything longer. */
const timerMsMax = 2 ** 31 - 1;

class LinkClient extends ClientTCP {
  /** Nest keeps a failed attempt until its socket has closed; a question in that moment would share the failure. */
  override connect(): Promise<unknown> {
    const known = this.connectionPromise;
    const connecting = super.connect() as Promise<unknown>;
    if (connecting === known) return connecting;
    connecting.catch(() => {
      if (this.connectionPromise === connecting) this.connectionPromise = null;
    });
    return connecting;
  }

  /** A connection refused is an answer to whoever asked, not news for a log. */
  override handleError(): void {
    return;
  }
}

/** The connection to one service: made when it is first asked, and anew at the next question after it broke. */
export type BusLink = Readonly<{ ask<R>(pattern: string, payload: unknown, timeoutMs: number): Promise<R>; close(): void }>;

type Answer = Readonly<{ ok?: unknown; failed?: unknown }>;

export const busLink = (service: string, { host, port }: Address, silenceMs = silenceMsMax): BusLink => {
  const client = new LinkClient({ host, port, socketClass: BusSocket });
  const open = new PassingMap<() => void, () => void>();
  /** Since when nothing was heard although asked; undefined when nothing was asked since something was heard: a pause is no silence. */
  let silentSince: number | undefined;
  let closed = false;
  const hear = () => { silentSince = open.size > 0 ? Date.now() : undefined; };
  client.on('connect', hear);

  const breakIfSilent = () => {
    if (silentSince === undefined || Date.now() - silentSince < silenceMs) return;
    client.close();
    hear();
    client.on('connect', hear);
  };

  const read = <R>(answer: Answer): R => {
    hear();
    if (isFailureOnTheWire(answer.failed)) throw failureFromWire(answer.failed);
    return answer.ok as R;
  };

  const ask = <R>(pattern: string, payload: unknown, timeoutMs: number): Promise<R> =>
    new Promise<R>((resolve, reject) => {
      if (closed) {
        reject(unavailable(service));
        return;
      }
      if (open.size >= openQuestionsMax) {
        reject(new Failure('bus/unavailable', `${service} has too many open questions.`, true));
        return;
      }
      const settle = (act: () => void) => {
        clearTimeout(timer);
        open.delete(end);
        asking.unsubscribe();
        act();
      };
      const end = () => { settle(() => { reject(unavailable(service)); }); };
      const timer = setTimeout(
        () => {
          settle(() => { reject(timedOut(service, pattern, timeoutMs)); });
          breakIfSilent();
        },
        Math.min(timeoutMs, timerMsMax),
      );
      open.set(end, end);
      silentSince ??= Date.now();
      // Asynchronous from its first step, so that `asking` is there when it is settled.
      const asking = client.send<Answer>(`${service}/${pattern}`, { payload }).subscribe({
        next: (answer) => {
          settle(() => {
            try {
              resolve(read<R>(answer));
            } catch (failure) {
              reject(asFailure(service, pattern, failure));
            }
          });
        },
        error: (error: unknown) => { settle(() => { reject(isFailure(error) ? error : unavailable(service, error)); }); },
      });
    });

  return {
    ask,
    close: () => {
      closed = true;
      for (const end of open.values()) end();
      client.close();
    },
  };
};
