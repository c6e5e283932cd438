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

/** Whether what was thrown has one of these codes: an error of Node's or a driver's. */
export const hasCode = (thrown: unknown, ...codes: readonly unknown[]): boolean =>
  typeof thrown === 'object' && thrown !== null && 'code' in thrown && codes.includes(thrown.code);

/** Does what may fail outside; what it throws, unless it is a Failure already, becomes the one that `failure` makes of it. */
export const failingAs = async <R>(failure: (cause: unknown) => Failure, act: () => Promise<R>): Promise<R> => {
  try {
    return await act();
  } catch (cause) {
    throw isFailure(cause) ? cause : failure(cause);
  }
};
