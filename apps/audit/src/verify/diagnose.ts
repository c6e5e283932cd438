import { linesOf, parseHeadLine, prevOf, sha256, type ChainState, type CommitHead, type Hash, type RawRecord } from '@statewire/ledger';
import { alteredByte, slip } from './altered-byte.js';
import { grammarBreak } from './head-grammar.js';

/** `prev` stands here in line 1, and the number of the commit behind it. */
const prevAt = 15;
const seqAt = 66;
const slipMax = 3;

export type Damage = 'altered' | 'missing' | 'repeated' | 'misplaced' | 'foreign';

/** The first wrong place. `byte` counts from 0 within the record, where it can be told; `line` is 1 for the head, 2 for the body. */
export type Wrong = Readonly<{ damage: Damage; offset: bigint; seq: number; line?: 1 | 2; byte?: number; says: string }>;

/** What is known around the first record that does not continue the chain. */
export type Break = Readonly<{
  /** Where the chain stood. */
  chain: ChainState;
  /** The commit it stood at. */
  last?: RawRecord;
  record: RawRecord;
  /** The record after it: what it links to tells which side of a torn link is the wrong one. */
  next?: RawRecord;
  /** Whether the commit at which the chain would go on stands further on. */
  isFurtherOn: () => Promise<boolean>;
}>;

type Anatomy = Readonly<{ line: Uint8Array; body: Uint8Array; head: CommitHead; own: Hash }>;

const anatomyOf = (value: Uint8Array): Anatomy | undefined => {
  const lines = linesOf(value);
  const head = lines && parseHeadLine(Buffer.from(lines.line).toString('latin1'));
  return lines && head && { ...lines, head, own: sha256(lines.line) };
};

/** Names what was done to a ledger at the record where its chain breaks, as far as the records themselves tell it. */
export const diagnose = async (given: Break): Promise<Wrong> => {
  const frame = anatomyOf(given.record.value);
  if (frame === undefined) return malformed(given);
  if (frame.head.prev !== given.chain.head) return tornLink(given, frame);
  if (frame.head.seq !== given.chain.seq + 1) return alteredLine1(given, frame.line, 'its number does not follow', seqAt);
  return bodyOrItsHash(given, frame);
};

const place = ({ chain, record }: Break): Readonly<{ offset: bigint; seq: number }> => ({ offset: record.offset, seq: chain.seq + 1 });

/** A line 1 that was altered has still the hash that the next record links to, once the altered byte is put right. */
const alteredLine1 = (given: Break, line: Uint8Array, says: string, otherwise?: number): Wrong => {
  const byte = (given.next && alteredByte(line, prevOf(given.next.value))) ?? otherwise;
  return { damage: 'altered', ...place(given), line: 1, ...(byte === undefined ? {} : { byte }), says };
};

const malformed = (given: Break): Wrong => {
  const { value } = given.record;
  const broken = grammarBreak(value);
  const line = linesOf(value)?.line;
  const says = 'its first line is not that of a frame';
  return line === undefined
    ? { damage: 'altered', ...place(given), line: 1, ...(broken === undefined ? {} : { byte: broken }), says }
    : alteredLine1(given, line, says, broken);
};

const tornLink = async (given: Break, { line, head, own }: Anatomy): Promise<Wrong> => {
  const { chain, last, record, next } = given;
  if (head.seq > chain.seq + 1) return tooEarly(given, head.seq);
  if (head.seq <= chain.seq) {
    return { damage: 'repeated', offset: record.offset, seq: head.seq, byte: prevAt, says: `commit ${String(head.seq)} stands there once more` };
  }
  const intact = next === undefined ? slip(head.prev, chain.head, slipMax) === undefined : prevOf(next.value) === own;
  if (!intact) {
    const at = slip(head.prev, chain.head, slipMax);
    return alteredLine1(given, line, 'it does not link to the commit before it', at === undefined ? prevAt : prevAt + at);
  }
  return last === undefined ? foreign(given) : alteredBefore(chain, last, head.prev);
};

/** Commits are left out before this one: they stand further on, or nowhere. */
const tooEarly = async (given: Break, seq: number): Promise<Wrong> => {
  const due = given.chain.seq + 1;
  const misplaced = await given.isFurtherOn();
  const says = misplaced
    ? `commit ${String(seq)} stands before commit ${String(due)}`
    : `${String(seq - due)} of the commits from ${String(due)} to ${String(seq - 1)} are missing before it, or were altered`;
  return { damage: misplaced ? 'misplaced' : 'missing', ...place(given), byte: prevAt, says };
};

const foreign = (given: Break): Wrong => ({
  damage: 'foreign',
  ...place(given),
  byte: prevAt,
  says: 'the chain does not begin with the genesis of this installation, ledger and partition',
});

/** The record is whole and linked to by the next one, so the commit it links to is no longer what it was. */
const alteredBefore = (chain: ChainState, last: RawRecord, known: Hash): Wrong => {
  const byte = alteredByte(linesOf(last.value)?.line ?? last.value, known);
  return {
    damage: 'altered',
    offset: last.offset,
    seq: chain.seq,
    line: 1,
    ...(byte === undefined ? {} : { byte }),
    says: 'the next commit links to another first line than stands there',
  };
};

const bodyOrItsHash = (given: Break, { line, body, head, own }: Anatomy): Wrong => {
  const says = 'its second line has not the hash that its first line gives';
  const hashSlip = slip(head.bh, sha256(body), slipMax);
  const line1Intact = given.next === undefined ? hashSlip === undefined : prevOf(given.next.value) === own;
  if (!line1Intact) return alteredLine1(given, line, says);
  const byte = alteredByte(body, head.bh);
  return { damage: 'altered', ...place(given), line: 2, ...(byte === undefined ? {} : { byte: line.length + 1 + byte }), says };
};
