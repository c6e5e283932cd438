import { isFailure, type Fault, type Instant } from '@statewire/kernel';
import { sealEvent, type KeyRing } from '@statewire/keyring';
import {
  batchBytesMax,
  frame,
  frameBytesMax,
  partitionName,
  rootOf,
  withLeaf,
  type Commit,
  type Frame,
  type NewEvent,
  type OpenedEvent,
  type StoredEvent,
} from '@statewire/ledger';
import { sealHash, type Seal } from '@statewire/seals';
import type { Pending } from './command-queue.js';
import type { DeskLog, DeskOptions } from './desk-options.js';
import type { PartitionFold } from './partition-fold.js';
import { sealedEventType, sealEventVersion } from './seal-state.js';
import { rowUnreadable } from './snapshotter.js';

type Marks = ReturnType<PartitionFold['mark']>;
type Decided = Readonly<{
  pending: Pending;
  out: 'accepted' | 'rejected';
  faults: readonly Fault[];
  events: readonly NewEvent[];
  opened: readonly OpenedEvent[];
  /** The draft before this command. */
  marks: Marks;
}>;

/** A frame on its way, with all that its commit will be once it has a place. */
export type Entry = Readonly<{ frame: Frame; pending?: Pending; body: Commit['body'] }>;
export type Batch = {
  readonly entries: Entry[];
  /** Commands that found no room; the draft holds nothing of them. */
  leftOver: readonly Pending[];
};

export type BatchWriter = Readonly<{
  keyring: KeyRing;
  attempts: () => string;
  log: DeskLog;
  systemInstant: () => Instant;
}> &
  Pick<DeskOptions, 'part' | 'installation' | 'instance' | 'catalogueVersion' | 'decider' | 'signer'>;

const refusal = (why?: string): Pick<Decided, 'out' | 'faults' | 'events' | 'opened'> => ({
  out: 'rejected',
  faults: [{ code: 'DEFECT', ...(why === undefined ? {} : { why }) }],
  events: [],
  opened: [],
});

const logDefect = ({ log, part }: BatchWriter, { command }: Pending, error: unknown): void => {
  log('alarm', 'desk/defect', { part: partitionName(part), type: command.type, cause: error instanceof Error ? error.message : 'unknown' });
};

const openedOf = ({ t, tv, s, d, p }: NewEvent, sv: number): OpenedEvent => ({ t, tv, s, sv, d, ...(p === undefined ? {} : { p }) });

/**
 * Decides one command on the draft and folds its events into it. A rule that throws is a defect, and a recorded one;
 * a row that cannot be read is none, and is thrown.
 */
const decideOne = (writer: BatchWriter, fold: PartitionFold, pending: Pending, at: Instant, seq: number): Decided => {
  const marks = fold.mark();
  if (pending.refuseAs !== undefined) return { pending, marks, ...refusal(pending.refuseAs === 'defect' ? undefined : pending.refuseAs) };
  try {
    const decision = writer.decider.decide(fold.draft, pending.command, at);
    if (decision.out === 'rejected') return { pending, marks, out: 'rejected', faults: decision.faults, events: [], opened: [] };
    const opened = decision.events.map((event) => {
      const numbered = openedOf(event, fold.nextVersion(event.s));
      fold.evolve(numbered, { at, seq });
      return numbered;
    });
    return { pending, marks, out: 'accepted', faults: [], events: decision.events, opened };
  } catch (error) {
    fold.backTo(marks);
    if (isFailure(error, rowUnreadable)) throw error;
    logDefect(writer, pending, error);
    return { pending, marks, ...refusal() };
  }
};

const kidsOfNew = (decided: readonly Decided[]): Set<string> => {
  const kids = new Set<string>();
  for (const { events } of decided) for (const { p, kid, s } of events) if (p !== undefined) kids.add(kid ?? s);
  return kids;
};

type Place = { prev: string; seq: number };

const frameOne = (writer: BatchWriter, { pending, out, faults, events, opened }: Decided, at: Instant, { prev, seq }: Place): Entry => {
  const { command } = pending;
  const { part, catalogueVersion: cv } = writer;
  const facts = {
    by: command.by,
    cv,
    ...(command.corr === undefined ? {} : { corr: command.corr }),
    out,
    ...(out === 'rejected' ? { faults } : {}),
  };
  const ev = events.map((event, index): StoredEvent => sealEvent(writer.keyring, part.ledger, event, opened[index]?.sv ?? 0));
  const made = frame({ prev, seq, w: writer.attempts(), at, cmd: command.id, k: command.key }, { ...facts, ev });
  return { frame: made, pending, body: { ...facts, ev: opened } };
};

/** Frames what was decided, one after the other, as far as a batch goes; the draft keeps exactly what was framed. */
const frameAll = (writer: BatchWriter, fold: PartitionFold, decided: readonly Decided[], at: Instant): Batch => {
  const entries: Entry[] = [];
  const place: Place = { prev: fold.chain.head, seq: fold.chain.seq + 1 };
  let bytes = 0;
  const endBefore = (index: number): Batch => {
    const marks = decided[index]?.marks;
    if (marks !== undefined) fold.backTo(marks);
    return { entries, leftOver: decided.slice(index).map(({ pending }) => pending) };
  };
  for (const [index, one] of decided.entries()) {
    let entry: Entry;
    try {
      entry = frameOne(writer, one, at, place);
    } catch (error) {
      // A key that was destroyed, or data that is no JSON: the command alone is at fault, and is refused in its next turn.
      logDefect(writer, one.pending, error);
      one.pending.refuseAs = 'defect';
      return endBefore(index);
    }
    const size = entry.frame.bytes.length;
    if (size > frameBytesMax) {
      one.pending.refuseAs = 'frame-too-large';
      return endBefore(index);
    }
    if (bytes + size > batchBytesMax) return endBefore(index);
    entries.push(entry);
    bytes += size;
    place.prev = entry.frame.hash;
    place.seq += 1;
  }
  return { entries, leftOver: [] };
};

/** Decides commands in their order and frames them on the fold's head. Rejects when their keys cannot be made or a row cannot be read; the draft is then dropped. */
export const decideBatch = async (writer: BatchWriter, fold: PartitionFold, pendings: readonly Pending[], at: Instant): Promise<Batch> => {
  const { seq } = fold.chain;
  const decided = pendings.map((pending, index) => decideOne(writer, fold, pending, at, seq + 1 + index));
  const kids = kidsOfNew(decided);
  if (kids.size > 0) await writer.keyring.ensure(kids);
  return frameAll(writer, fold, decided, at);
};

const placeAfter = (fold: PartitionFold, { entries }: Batch): Place => {
  const last = entries.at(-1)?.frame;
  return last === undefined ? { prev: fold.chain.head, seq: fold.chain.seq + 1 } : { prev: last.hash, seq: last.head.seq + 1 };
};

const addOwn = (writer: BatchWriter, fold: PartitionFold, batch: Batch, at: Instant, ev: readonly OpenedEvent[]): void => {
  const facts = { by: { ori: '', device: writer.instance, user: 'system' }, cv: writer.catalogueVersion, out: 'accepted' as const };
  const stored = ev.map(({ t, tv, s, sv, d }): StoredEvent => ({ t, tv, s, sv, d }));
  const made = frame({ ...placeAfter(fold, batch), w: writer.attempts(), at, k: '' }, { ...facts, ev: stored });
  batch.entries.push({ frame: made, body: { ...facts, ev } });
};

/** An empty commit: it settles what became of the attempts before it on the same head. */
export const addBarrier = (writer: BatchWriter, fold: PartitionFold, batch: Batch, at: Instant): void => {
  addOwn(writer, fold, batch, at, []);
};

/** A signed seal over everything since the last one, this batch included. */
export const addSeal = (writer: BatchWriter, fold: PartitionFold, batch: Batch, at: Instant): void => {
  const { part, installation, signer } = writer;
  if (signer === undefined) return;
  const { fromSeq, last, tree } = fold.seals;
  const whole = batch.entries.reduce((grown, { frame: { hash } }) => withLeaf(grown, hash), tree);
  const seal: Seal = {
    installation,
    ledger: part.ledger,
    gen: part.gen,
    partition: part.index,
    fromSeq,
    toSeq: placeAfter(fold, batch).seq - 1,
    merkleRoot: rootOf(whole),
    previousSeal: last === undefined ? '' : sealHash(last),
    time: writer.systemInstant(),
    keyId: signer.keyId,
  };
  const s = `chain/${partitionName(part)}`;
  const event: OpenedEvent = { t: sealedEventType, tv: sealEventVersion, s, sv: fold.nextVersion(s), d: { ...signer.sign(seal) } };
  fold.evolve(event, { at, seq: seal.toSeq + 1 });
  addOwn(writer, fold, batch, at, [event]);
};
