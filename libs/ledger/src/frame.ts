import type { CommitBody, CommitHead } from './events.js';
import type { Hash } from './identity.js';
import { sha256 } from './sha256.js';

/** What a writer says of a commit; the rest of the head follows from its body. */
export type NewHead = Omit<CommitHead, 'v' | 'n' | 'bh'>;
/** A commit as it is appended. `hash` is its name in the chain: the SHA-256 of line 1. */
export type Frame = Readonly<{ bytes: Uint8Array; hash: Hash; head: CommitHead }>;

/** Line 1 begins with these 15 bytes; the 43 characters of `prev` follow at once. */
export const headPrefix = '{"v":1,"prev":"';
export const hashLength = 43;

/** Printable ASCII without `"` and `\`: what stands between quotes needs no escape, so text and value are the same. */
const plain = '[ !#-\\[\\]-~]';

/** The head grammar of ledger.md's §2.2, frozen with generation 1. Groups: prev, seq, w, at, cmd, k, n, bh. */
export const HEAD_GRAMMAR = new RegExp(
  String.raw`^\{"v":1,"prev":"([\w-]{43})","seq":([1-9]\d{0,15}),"w":"(${plain}{1,80})","at":"(${plain}{1,40})"` +
    String.raw`(?:,"cmd":"(${plain}{1,80})")?,"k":"(${plain}{0,80})","n":(\d{1,6}),"bh":"([\w-]{43})"\}$`,
);

/** Line 1, byte for byte. Never taken from JSON.stringify: the order of fields is part of what is hashed. */
export const headLine = ({ prev, seq, w, at, cmd, k, n, bh }: CommitHead): string =>
  `${headPrefix}${prev}","seq":${String(seq)},"w":"${w}","at":"${at}"${cmd === undefined ? '' : `,"cmd":"${cmd}"`},"k":"${k}","n":${String(n)},"bh":"${bh}"}`;

/** Reads line 1; undefined when it does not match the grammar byte for byte. */
export const parseHeadLine = (line: string): CommitHead | undefined => {
  const [, prev, seq, w, at, cmd, k, n, bh] = HEAD_GRAMMAR.exec(line) ?? [];
  if (prev === undefined || w === undefined || at === undefined || k === undefined || bh === undefined) return undefined;
  if (cmd === undefined) return { v: 1, prev, seq: Number(seq), w, at, k, n: Number(n), bh };
  return { v: 1, prev, seq: Number(seq), w, at, cmd, k, n: Number(n), bh };
};

const LABEL = new RegExp(`^${plain}{1,80}$`);

/** Whether a text can be a command id or a home key in a head. */
export const isHeadLabel = (text: string): boolean => LABEL.test(text);

/** Puts a commit into its two lines. The body is written once; its bytes are hashed as they will lie in the log. */
export const frame = (given: NewHead, body: CommitBody): Frame => {
  const text = JSON.stringify(body);
  const head: CommitHead = { v: 1, ...given, n: body.ev.length, bh: sha256(text) };
  const line = headLine(head);
  return { bytes: Buffer.from(`${line}\n${text}`, 'utf8'), hash: sha256(line), head };
};
