/** A service as its process runs it. All services of a process start side by side and stop in the order given. */
export interface Service {
  readonly name: string;
  /** Resolves when the service can do its work. */
  start(): Promise<void>;
  /** Ends after the work at hand. */
  stop(): Promise<void>;
  /** Whether nothing is under way here and everything that is followed is read to its end. */
  resting(): Promise<boolean>;
}
