import { Failure } from '@statewire/kernel';
import { kidsOf, openEvent, type KeyRing } from '@statewire/keyring';
import {
  advance,
  checkHead,
  decodeBody,
  judge,
  partitionName,
  type ChainState,
  type Commit,
  type CommitBody,
  type CommitHead,
  type LogDriver,
  type PartitionId,
  type RawRecord,
  type VoidWatch,
} from '@statewire/ledger';
import { stateAfter } from './commit-ring.js';
import type { KnownEvents } from './known-events.js';

const fetchBytesMax = 256 * 1024;

export type PartitionSource = Readonly<{
  driver: LogDriver;
  keyring: KeyRing;
  part: PartitionId;
  known: KnownEvents;
  watch: VoidWatch;
}>;

/** Commits in order, and where the reader stands after them; void records move it too. */
export type FeedBatch = Readonly<{ commits: readonly Commit[]; state: ChainState }>;

type Found = Readonly<{ head: CommitHead; hash: string; offset: bigint; body: CommitBody }>;

/**
 * The commits after `from` that one fetch gives, judged by this reader itself, decoded, opened and brought to the
 * newest versions. What cannot be decoded is never skipped: the batch ends before it, and a batch that would begin
 * with it is the Failure. `wanted` is asked once the bytes are there, because somebody may have been faster.
 */
export const readCommits = async (
  source: PartitionSource,
  from: ChainState,
  { waitMs, stop, wanted }: Readonly<{ waitMs: number; stop: AbortSignal; wanted: () => boolean }>,
): Promise<FeedBatch> => {
  const { records } = await source.driver.fetch(source.part, from.next, { bytes: fetchBytesMax, waitMs }, stop);
  if (records.length === 0 || !wanted()) return { commits: [], state: from };
  const judged = walk(source, from, records);
  if (judged.suspicious) await assertHead(source, from);
  const found = untilFailure(judged.valid, decode);
  await source.keyring.load(kidsOf(found.flatMap(({ body }) => body.ev)));
  const commits = untilFailure(found, (commit) => openCommit(source, commit));
  const last = commits.at(-1);
  const whole = commits.length === judged.valid.length || last === undefined;
  return { commits, state: whole ? judged.state : stateAfter(last) };
};

type Judged = Readonly<{ head: CommitHead; hash: string; offset: bigint; bytes: Uint8Array }>;

const walk = ({ watch }: PartitionSource, from: ChainState, records: readonly RawRecord[]) => {
  const valid: Judged[] = [];
  let state = from;
  let suspicious = false;
  watch.noteHead(from.head);
  for (const record of records) {
    const verdict = judge(state, record);
    state = advance(state, record, verdict);
    if (verdict.valid) {
      watch.noteHead(verdict.hash);
      valid.push({ head: verdict.head, hash: verdict.hash, offset: record.offset, bytes: verdict.body });
    } else if (watch.isSuspicious(record, verdict)) suspicious = true;
  }
  return { valid, state, suspicious };
};

/** A log that was cut, or put back from an older copy, would otherwise look like a log of void records, for ever and silently. */
export const assertHead = async ({ driver, part }: Pick<PartitionSource, 'driver' | 'part'>, state: ChainState): Promise<void> => {
  const found = await checkHead(driver, part, state);
  if (found === 'diverged') throw diverged(part, state.seq);
  if (found === 'unsure') throw new Failure('projector/lagging', `${partitionName(part)} does not show its commit ${String(state.seq)} yet.`, true);
};

export const diverged = (part: PartitionId, seq: number): Failure =>
  new Failure('projector/diverged', `${partitionName(part)} no longer holds the commit ${String(seq)} that was read from it.`, false);

/** Maps in order up to the first failure; a failure of the very first is thrown. */
const untilFailure = <A, B>(items: readonly A[], map: (item: A) => B): B[] => {
  const mapped: B[] = [];
  for (const item of items) {
    try {
      mapped.push(map(item));
    } catch (cause) {
      if (mapped.length === 0) throw cause;
      break;
    }
  }
  return mapped;
};

const decode = ({ bytes, ...commit }: Judged): Found => ({ ...commit, body: decodeBody(commit.head, bytes) });

const openCommit = ({ keyring, part, known }: PartitionSource, { head, hash, offset, body }: Found): Commit => ({
  head,
  hash,
  position: { part, seq: head.seq },
  offset,
  body: { ...body, ev: body.ev.map((stored) => known.upcast(openEvent(keyring, part.ledger, stored))) },
});
