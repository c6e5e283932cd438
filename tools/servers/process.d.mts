/** A server as a child process; it never outlives the process that started it. */
export interface ServerProcess {
  /** 0 while it is down. */
  readonly pid: number;
  /** Comes back when it answers. */
  start(): Promise<void>;
  /** kill -9; comes back when it is gone. */
  kill(): Promise<void>;
  /** SIGSTOP: its connections stay open and nothing answers. */
  freeze(): void;
  thaw(): void;
  /** Kills it when it runs, then starts it on the same ports and data. */
  restart(): Promise<void>;
  /** SIGTERM; SIGKILL when that does not end it in time. */
  stop(): Promise<void>;
}

export function serverProcess(
  program: Readonly<{
    name: string;
    command: string;
    args: readonly string[];
    cwd: string;
    /** Takes what it writes; appended to. */
    logFile: string;
    /** Default: that of this process. */
    env?: Readonly<Record<string, string | undefined>>;
    /** Resolves when it answers; asked again and again until then. */
    answers: () => Promise<unknown>;
    startTimeoutMs: number;
    /** Default 10,000. */
    stopTimeoutMs?: number;
  }>,
): ServerProcess;

/** A port nobody listens on; not given twice by one process. */
export function freePort(): Promise<number>;
/** The port a data folder's server had before, or a free one. */
export function portOf(dataDir: string): Promise<number>;
/** Dials a port of this machine, sends `question` and gives the first bytes of the answer; without a question, nothing. */
export function ask(port: number, question?: string): Promise<string>;
/** Asks until `answers` resolves; the last refusal is the cause of the failure. */
export function waitUntil<T>(
  what: string,
  answers: () => Promise<T>,
  limits: Readonly<{ timeoutMs: number; everyMs?: number; stillUp?: () => boolean }>,
): Promise<T>;
