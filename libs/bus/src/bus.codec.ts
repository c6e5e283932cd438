import { Failure, isFailure } from '@statewire/kernel';

/** A failure as it crosses between processes. No cause and no stack: they may hold what the asker must not see. */
export type FailureOnTheWire = Readonly<{ code: string; message: string; canRetry: boolean }>;

export const unavailable = (service: string, cause?: unknown): Failure =>
  new Failure('bus/unavailable', `Nobody answers for ${service}.`, true, { cause });

export const timedOut = (service: string, pattern: string, timeoutMs: number): Failure =>
  new Failure('bus/timeout', `${service} did not answer ${pattern} within ${String(timeoutMs)} ms.`, true);

/** What the asker gets for whatever a handler threw: its own Failure, or a defect whose text stays where it happened. */
export const asFailure = (service: string, pattern: string, thrown: unknown): Failure =>
  isFailure(thrown) ? thrown : new Failure('bus/defect', `${service} failed in ${pattern}.`, false, { cause: thrown });

export const failureToWire = ({ code, message, canRetry }: Failure): FailureOnTheWire => ({ code, message, canRetry });

export const failureFromWire = ({ code, message, canRetry }: FailureOnTheWire): Failure => new Failure(code, message, canRetry);

export const isFailureOnTheWire = (value: unknown): value is FailureOnTheWire =>
  typeof value === 'object' &&
  value !== null &&
  'code' in value &&
  typeof value.code === 'string' &&
  'message' in value &&
  typeof value.message === 'string' &&
  'canRetry' in value &&
  typeof value.canRetry === 'boolean';
