import { Failure, type Instant } from '@statewire/kernel';

/** SHA-256, base64url without padding, 43 characters. */
export type Hash = string;
export type PartitionId = Readonly<{ ledger: string; gen: number; index: number }>;
/** `seq` counts valid commits from 1 without gaps; offsets are the driver's and never leave it. */
export type Position = Readonly<{ part: PartitionId; seq: number }>;
/** Idempotency key of a command; derived ids name their cause. At most 80 printable characters without `"` and `\`. */
export type CommandId = string;

/** `vehicles.g1/3`: names a partition in views, checkpoints and files. */
export const partitionName = ({ ledger, gen, index }: PartitionId): string => `${ledger}.g${String(gen)}/${String(index)}`;

/** `vehicles.1/3@88123`, the form in which a reply carries a position. */
export const positionText = ({ part, seq }: Position): string =>
  `${part.ledger}.${String(part.gen)}/${String(part.index)}@${String(seq)}`;

const POSITION = /^([a-z][a-z0-9-]{0,39})\.([1-9]\d{0,5})\/(\d{1,5})@(\d{1,16})$/;

/** Reads {@link positionText} back; undefined when the text is none. */
export const parsePosition = (text: string): Position | undefined => {
  const [, ledger, gen, index, seq] = POSITION.exec(text) ?? [];
  if (ledger === undefined) return undefined;
  return { part: { ledger, gen: Number(gen), index: Number(index) }, seq: Number(seq) };
};

/** The log ends before the place asked for, says a leader no older than any seen: it was cut. */
export class LogCut extends Failure {
  constructor(message: string) {
    super('ledger/log-cut', message, false);
  }
}

export type { Instant };
