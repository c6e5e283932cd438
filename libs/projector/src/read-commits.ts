import { Failure, isFailure } from '@statewire/kernel';
import type { KeyRing } from '@statewire/keyring';
import {
  advance,
  checkHead,
  damageOf,
  fromHead,
  judge,
  LogCut,
  partitionName,
  type ChainState,
  type Fetched,
  type LogDriver,
  type PartitionId,
  type RawRecord,
  type VoidWatch,
} from '@statewire/ledger';
import type { Place, ReadBatch, ReadCommit } from './feed-batch.js';
import type { KnownEvents } from './known-events.js';

const fetchBytesMax = 256 * 1024;

export type PartitionSource = Readonly<{
  driver: LogDriver;
  keyring: KeyRing;
  part: PartitionId;
  known: KnownEvents;
  watch: VoidWatch;
  /** Up to here suspicious void records were met, and the head behind them was looked at. */
  vetted: { upTo: bigint };
}>;

type ReadOptions = Readonly<{ waitMs: number; stop: AbortSignal; wanted: () => boolean }>;

/**
 * The commits after `from` that one fetch gives, judged by this reader itself, not decoded yet.
 * `wanted` is asked once the bytes are there, because somebody may have been faster.
 */
export const readCommits = async (source: PartitionSource, from: Place, options: ReadOptions): Promise<ReadBatch> => {
  const { records, place } = await fetchAfter(source, from, options);
  if (records.length === 0 || !options.wanted()) return { commits: [], ...place };
  const { session } = place;
  const judged = walk(source, place.state, records);
  if (judged.suspicious !== undefined) {
    await assertHead(source, judged.state);
    const damage = damageIn(source, judged.state, records, judged.suspicious);
    // What was read before it is handed on first.
    if (damage !== undefined && judged.valid.length === 0) throw damage;
    if (damage === undefined) source.vetted.upTo = judged.suspicious;
  }
  return { commits: judged.valid, state: judged.suspicious === undefined ? judged.state : fromHead(judged.state), session };
};

/**
 * What the log holds after a place. In another session, and where the log ends before the place, it may be another
 * log: then the head is looked at first, and all that lies behind it is read again.
 */
const fetchAfter = async (source: PartitionSource, from: Place, options: ReadOptions): Promise<Readonly<{ records: readonly RawRecord[]; place: Place }>> => {
  let place = from;
  for (;;) {
    const { state } = place;
    const fetched = await fetchOnce(source, state, options);
    if (options.stop.aborted) return { records: [], place };
    if (fetched !== 'cut' && (fetched.session === undefined || fetched.session === place.session)) return { records: fetched.records, place };
    await assertHead(source, state);
    place = { state: fromHead(state), session: fetched === 'cut' ? place.session : fetched.session };
    // Nothing lies between the head and where the log ended: whoever said so knew less than whoever showed the head.
    if (fetched === 'cut' && place.state.next === state.next) throw lagging(source.part, state.seq);
  }
};

const fetchOnce = async (
  { driver, part, vetted }: PartitionSource,
  { next }: ChainState,
  { waitMs, stop }: ReadOptions,
): Promise<Fetched | 'cut'> => {
  try {
    return await driver.fetch(part, next, { bytes: fetchBytesMax, waitMs, fenced: next <= vetted.upTo }, stop);
  } catch (cause) {
    if (cause instanceof LogCut) return 'cut';
    throw cause;
  }
};

/** On its own disk nobody put in between what is void: somebody has altered it. */
const damageIn = ({ driver, part }: PartitionSource, state: ChainState, records: readonly RawRecord[], at: bigint): Failure | undefined => {
  const record = driver.isOnOwnDisk === true ? records.find(({ offset }) => offset === at) : undefined;
  return record && damageOf(part, state, record);
};

/** Judges in order, up to the first void record that no rival explains and that was not read twice yet. */
const walk = ({ part, watch, vetted }: PartitionSource, from: ChainState, records: readonly RawRecord[]) => {
  const valid: ReadCommit[] = [];
  let state = from;
  watch.noteHead(from.head);
  for (const record of records) {
    const verdict = judge(state, record);
    if (watch.isSuspicious(record, verdict) && record.offset > vetted.upTo) return { valid, state, suspicious: record.offset };
    state = advance(state, record, verdict);
    if (!verdict.valid) continue;
    watch.noteHead(verdict.hash);
    const { head, hash, body } = verdict;
    valid.push({ head, hash, position: { part, seq: head.seq }, offset: record.offset, line: body, body: undefined, sealed: undefined });
  }
  return { valid, state, suspicious: undefined };
};

/** A log that was cut, or put back from an older copy, would otherwise look like a log of void records, for ever and silently. */
export const assertHead = async ({ driver, part }: Pick<PartitionSource, 'driver' | 'part'>, state: ChainState): Promise<void> => {
  const found = await checkHead(driver, part, state);
  if (found === 'diverged') throw diverged(part, state.seq);
  if (found === 'unsure') throw lagging(part, state.seq);
};

const lagging = (part: PartitionId, seq: number): Failure =>
  new Failure('projector/lagging', `${partitionName(part)} does not show its commit ${String(seq)} yet.`, true);

const divergedCode = 'projector/diverged';
const diverged = (part: PartitionId, seq: number): Failure =>
  new Failure(divergedCode, `${partitionName(part)} no longer holds the commit ${String(seq)} that was read from it.`, false);

export const isDiverged = (cause: unknown): boolean => isFailure(cause, divergedCode);
