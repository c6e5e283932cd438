import type { KeyRing } from '@statewire/keyring';
import { linesOf, parseHeadLine, sha256, stateAfter, type Commit, type CommandId, type LogDriver, type PartitionId } from '@statewire/ledger';
import { readCommits } from './commit-reader.js';
import type { Decided } from './decided.js';
import type { RingFrame } from './frame-ring.js';

type Sources = Readonly<{ driver: LogDriver; keyring: KeyRing; part: PartitionId }>;

const openFrame = async ({ keyring, part }: Sources, offset: bigint, value: Uint8Array): Promise<Commit | undefined> => {
  const lines = linesOf(value);
  const head = lines && parseHeadLine(Buffer.from(lines.line).toString('latin1'));
  if (!lines || !head) return undefined;
  const hash = sha256(lines.line);
  const valid = { verdict: { valid: true as const, head, hash, body: lines.body }, record: { offset, value }, chain: stateAfter({ head, hash, offset }) };
  const { read, failure } = await readCommits(keyring, part, [valid]);
  if (failure !== undefined) throw failure;
  return read[0]?.commit;
};

/** Reads a decided command's commit, and its frame, back from where it lies; undefined when something else lies there now, or `stop` is aborted. */
export const commitAt = async (
  sources: Sources,
  id: CommandId,
  { offset, seq }: Decided,
  stop?: AbortSignal,
): Promise<Readonly<{ commit: Commit; frame: RingFrame }> | undefined> => {
  const { records } = await sources.driver.fetch(sources.part, offset, { bytes: 1, waitMs: 0 }, stop);
  const [record] = records;
  if (record?.offset !== offset) return undefined;
  const commit = await openFrame(sources, offset, record.value);
  if (commit?.head.cmd !== id || commit.head.seq !== seq) return undefined;
  return { commit, frame: { seq, hash: commit.hash, bytes: record.value } };
};

/** A frame that is in no log any more, opened; its offset is -1. */
export const lostCommit = (sources: Sources, { bytes }: RingFrame): Promise<Commit | undefined> => openFrame(sources, -1n, bytes);
