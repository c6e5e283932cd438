/**
 * Which instance of a service should write which partition. Advice only: two owners cost throughput, never
 * correctness, because the chain voids the loser's records.
 */
export interface Ownership {
  /** Partitions of this instance now; called again whenever that changes. The first call comes before `start` resolves. */
  start(service: string, instance: string, partitions: number, onChange: (mine: ReadonlySet<number>) => void): Promise<void>;
  /** The instance that owns a partition, as far as is known. */
  owner(service: string, partition: number): Promise<string | undefined>;
  close(): Promise<void>;
}
