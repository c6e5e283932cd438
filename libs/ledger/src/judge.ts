import { stateAfter } from './chain.js';
import type { ChainState, CommitHead } from './events.js';
import { hashLength, headPrefix, parseHeadLine } from './frame.js';
import type { Hash } from './identity.js';
import { headBytesMax } from './limits.js';
import type { RawRecord } from './log-driver.port.js';
import { sha256 } from './sha256.js';

export type Void = Readonly<{ valid: false; why: 'malformed' | 'body-hash' | 'prev' | 'seq' }>;
/** `body` is line 2 as it lies in the record. */
export type Valid = Readonly<{ valid: true; head: CommitHead; hash: Hash; body: Uint8Array }>;
export type Verdict = Valid | Void;

const MALFORMED: Void = { valid: false, why: 'malformed' };
const OTHER_PREV: Void = { valid: false, why: 'prev' };
const OTHER_SEQ: Void = { valid: false, why: 'seq' };
const OTHER_BODY: Void = { valid: false, why: 'body-hash' };

const prevAt = headPrefix.length;
const prevEnd = prevAt + hashLength;
const newline = 10;

const bufferOf = (bytes: Uint8Array): Buffer => (Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));

/** The hash that a record names as its predecessor, whether or not the rest of it is sound. */
export const prevOf = (value: Uint8Array): Hash => bufferOf(value).toString('latin1', prevAt, prevEnd);

/** Splits a record into its lines; undefined when it has no line 1 of at most 1 KiB. */
export const linesOf = (value: Uint8Array): Readonly<{ line: Uint8Array; body: Uint8Array }> | undefined => {
  const end = value.subarray(0, headBytesMax + 1).indexOf(newline);
  return end < 0 ? undefined : { line: value.subarray(0, end), body: value.subarray(end + 1) };
};

/**
 * The validity rule of ledger.md's §2.3, the same for every reader, for ever. It needs no domain state.
 * A void record is mostly recognised by one compare, before anything is parsed or hashed.
 */
export const judge = (state: ChainState, { value }: RawRecord): Verdict => {
  const bytes = bufferOf(value);
  const end = bytes.indexOf(newline);
  const line = end < 0 || end > headBytesMax ? undefined : bytes.toString('latin1', 0, end);
  const opening = line ?? bytes.toString('latin1', 0, prevEnd);
  if (!opening.startsWith(headPrefix)) return MALFORMED;
  if (opening.slice(prevAt, prevEnd) !== state.head) return OTHER_PREV;
  const head = line === undefined ? undefined : parseHeadLine(line);
  if (line === undefined || !head) return MALFORMED;
  if (head.seq !== state.seq + 1) return OTHER_SEQ;
  const body = bytes.subarray(end + 1);
  if (sha256(body) !== head.bh) return OTHER_BODY;
  // The grammar allows nothing but ASCII: the text of the line has the bytes of the line.
  return { valid: true, head, hash: sha256(line), body };
};

/** What a reader remembers after a record: a void one moves only the place to read on from. */
export const advance = (state: ChainState, { offset }: RawRecord, verdict: Verdict): ChainState =>
  verdict.valid
    ? stateAfter({ head: verdict.head, hash: verdict.hash, offset })
    : { ...state, next: offset + 1n };
