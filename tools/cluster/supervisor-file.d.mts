/** `gone`: it has ended, or its number is another process's now. `untold`: there is such a process, and whose it is cannot be told. */
export type Standing = 'runs' | 'gone' | 'untold';

export type Holder = Readonly<{
  pid: number;
  standing(): Promise<Standing>;
  /** What to say where it is `gone`, and {@link release} follows. */
  stale: string;
  /** What to say where it is `untold`. */
  untold: string;
}>;

/** Writes down that a process, by default this one, holds the cluster of a folder. Throws EEXIST where one is written down. */
export function hold(dataDir: string, pid?: number): Promise<void>;

/** Who is written down as holding the cluster of a folder, if anybody. */
export function holderOf(dataDir: string): Promise<Holder | undefined>;

/** Removes what tells that a cluster runs, and where. */
export function release(dataDir: string): Promise<void>;
