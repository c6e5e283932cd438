import type { LineFunction } from '@statewire/contracts';
import type { Fault } from '@statewire/kernel';

/** Values by field tag. */
export type Fields = Readonly<Record<string, readonly string[]>>;

/** What goes out on a line about one record, in the order of the ledger that caused it. */
export type LineRequest = Readonly<{
  line: string;
  function: LineFunction;
  file: string;
  /** The ledger to which the answer returns, and the home key of the record there. */
  ledger: string;
  home: string;
  stream: string;
  idx: string;
  lid: string;
  nic?: string;
  mke: string;
  /** The name of the entry key on the line, where that is another one (decision D7). */
  sentAs?: string;
  ori: string;
  /** Number of the pending change that is asked about, where it is a modification. */
  change?: number;
  /** Tags that the modification names. */
  changed?: readonly string[];
  /** The whole record as it shall stand; empty for what only names it. */
  fields: Fields;
  /** What it says of others than its subject, each block under its name. */
  parts?: Readonly<Record<string, Fields>>;
  /** Who found it when (CCYYMMDD), under which case number of theirs. */
  located?: Readonly<{ by: string; date: string; disposition?: string; case?: string }>;
}>;

/** `said` are texts about people: they lie in the sealed part of the answer. */
export type LineAnswer = Readonly<{ accepted: boolean; nic?: string; reason?: string; faults?: readonly Fault[]; said?: readonly string[] }>;

/** How long an outside system takes. `answer` undefined: it answers at once. */
export type Delay = Readonly<{ answerAfterMs?: number }>;

/** The terminal is told after a minute that NCIC does not answer (decision M8). */
export const SILENCE_NOTICE_MS = 60_000;
