/** Whether this is LMDB's word of a commit that failed: it carries another promise, for the reason. */
const isFailedCommit = (cause: unknown): boolean =>
  cause instanceof Error && 'commitError' in cause && cause.commitError instanceof Promise;

/**
 * A promise that nobody hears ends the process: a defect must not pass for something that works. Except one: LMDB makes a
 * promise of its own for each turn's writes, which nobody can hear, and rejects it beside theirs when the disk is full.
 * Who asked for the write has been told, and says that nothing is sure; the process lives on until there is room again.
 */
export const endOnDefects = (): void => {
  process.on('unhandledRejection', (cause: unknown) => {
    if (!isFailedCommit(cause)) throw cause;
  });
};
