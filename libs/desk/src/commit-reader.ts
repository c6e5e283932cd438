import { Failure } from '@statewire/kernel';
import { kidsOf, openEvent, type KeyRing } from '@statewire/keyring';
import { decodeBody, type ChainState, type Commit, type CommitBody, type PartitionId, type RawRecord, type Valid } from '@statewire/ledger';

/** A valid record, not yet opened, and the chain after it. */
export type ValidRecord = Readonly<{ verdict: Valid; record: RawRecord; chain: ChainState }>;
export type ReadCommit = Readonly<{ commit: Commit; record: RawRecord; chain: ChainState }>;

/** What was read up to the first commit that could not be, which must stop the partition: it is never skipped. */
export type ReadCommits = Readonly<{ read: readonly ReadCommit[]; failure?: Failure }>;

const failureOf = (error: unknown, seq: number): Failure =>
  error instanceof Failure ? error : new Failure('desk/undecodable', `commit ${String(seq)} cannot be read`, false, { cause: error });

/** Decodes as far as it goes. */
const decodeAll = (records: readonly ValidRecord[]): Readonly<{ bodies: readonly CommitBody[]; failure?: Failure }> => {
  const bodies: CommitBody[] = [];
  for (const { verdict } of records) {
    try {
      bodies.push(decodeBody(verdict.head, verdict.body));
    } catch (error) {
      return { bodies, failure: failureOf(error, verdict.head.seq) };
    }
  }
  return { bodies };
};

const openCommit = (keyring: KeyRing, part: PartitionId, { verdict, record }: ValidRecord, body: CommitBody): Commit => ({
  head: verdict.head,
  hash: verdict.hash,
  position: { part, seq: verdict.head.seq },
  offset: record.offset,
  body: { ...body, ev: body.ev.map((event) => openEvent(keyring, part.ledger, event)) },
});

/**
 * Decodes and opens valid records; their keys are brought to hand together. Rejects only as the keyring does that
 * cannot give them.
 */
export const readCommits = async (keyring: KeyRing, part: PartitionId, records: readonly ValidRecord[]): Promise<ReadCommits> => {
  const { bodies, failure } = decodeAll(records);
  const kids = kidsOf(bodies.flatMap(({ ev }) => ev));
  if (kids.size > 0) await keyring.load(kids);
  const read: ReadCommit[] = [];
  for (const [index, valid] of records.entries()) {
    const body = bodies[index];
    if (body === undefined) break;
    try {
      read.push({ commit: openCommit(keyring, part, valid, body), record: valid.record, chain: valid.chain });
    } catch (error) {
      return { read, failure: failureOf(error, valid.verdict.head.seq) };
    }
  }
  return failure === undefined ? { read } : { read, failure };
};
