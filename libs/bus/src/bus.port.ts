import type { Json } from '@statewire/kernel';

/** What a service answers to: pattern (`submit`, `find`, `rest`, ...) to handler. Payloads and answers are JSON. */
export type Handlers = Readonly<Record<string, (payload: never) => Promise<unknown>>>;

/**
 * Questions and commands between services. At most once, no order promised, no retry: the asker knows whether a
 * repeat is harmless (a command's id makes it so) and repeats by itself.
 * Failures: `bus/unavailable` (nobody there), `bus/timeout`, both canRetry; `bus/defect` (the handler threw), not.
 * A Failure thrown by a handler reaches the asker with its own code and canRetry.
 */
export interface Bus {
  serve(service: string, handlers: Handlers): Promise<void>;
  ask<R>(service: string, pattern: string, payload: Json | object, timeoutMs: number): Promise<R>;
  close(): Promise<void>;
}
