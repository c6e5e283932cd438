/**
 * We or the infrastructure failed; a refusal by the rules is never a Failure.
 * `code` is `<lib>/<what>` and is what callers branch on; the message is for people.
 */
export class Failure extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly canRetry: boolean,
    options?: { cause?: unknown },
  ) {
    super(message, options);
    this.name = 'Failure';
  }
}

/** The text of whatever was thrown. */
export const causeOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));

/** A Failure; with `code`, one of that code alone. */
export const isFailure = (value: unknown, code?: string): value is Failure =>
  value instanceof Failure && (code === undefined || value.code === code);
