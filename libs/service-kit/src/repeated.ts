export type Repeated = Readonly<{
  /** Does the work at once, where it is not being done. */
  run: () => void;
  /** Resolves after the work at hand. */
  stop: () => Promise<void>;
}>;

/** Does work every so often, never beside itself: a run that takes longer takes the place of the next. */
export const repeated = (work: () => Promise<unknown>, everyMs: number, failed: (cause: unknown) => void): Repeated => {
  let running: Promise<unknown> | undefined;
  const run = (): void => {
    running ??= work().catch(failed).finally(() => { running = undefined; });
  };
  const interval = setInterval(run, everyMs);
  return {
    run,
    stop: async () => {
      clearInterval(interval);
      await running;
    },
  };
};
