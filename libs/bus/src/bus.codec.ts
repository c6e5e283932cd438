import { Failure, isFailure } from '@statewire/kernel';

/** A failure as it crosses between processes. No cause and no stack: they may hold what the asker must not see. */
export type FailureOnTheWire = Readonly<{ code: string; message: string; canRetry: boolean }>;

/** Failure `bus/unavailable` (canRetry): nobody was there to hear it, or is there any more to answer. */
export const unavailable = (service: string, cause?: unknown): Failure =>
  new Failure('bus/unavailable', `Nobody answers for ${service}.`, true, { cause });

/** Failure `bus/timeout` (canRetry): what was asked for may still be done. */
export const timedOut = (service: string, pattern: string, timeoutMs: number): Failure =>
  new Failure('bus/timeout', `${service} did not answer ${pattern} within ${String(timeoutMs)} ms.`, true);

/** What the asker gets for whatever a handler threw: its own Failure, or a defect whose text stays where it happened. */
export const asFailure = (service: string, pattern: string, thrown: unknown): Failure =>
  isFailure(thrown) ? thrown : new Failure('bus/defect', `${service} failed in ${pattern}.`, false, { cause: thrown });

/** What of a Failure may leave the process. */
export const failureToWire = ({ code, message, canRetry }: Failure): FailureOnTheWire => ({ code, message, canRetry });

/** The other process's Failure as one of this process: same code and canRetry, the asker's own stack. */
export const failureFromWire = ({ code, message, canRetry }: FailureOnTheWire): Failure => new Failure(code, message, canRetry);

/** Whether what came over the wire has the three fields in their types; others beside them do not matter. */
export const isFailureOnTheWire = (value: unknown): value is FailureOnTheWire =>
  typeof value === 'object' &&
  value !== null &&
  'code' in value &&
  typeof value.code === 'string' &&
  'message' in value &&
  typeof value.message === 'string' &&
  'canRetry' in value &&
  typeof value.canRetry === 'boolean';
