import { LEDGERS, type LedgerName } from '@statewire/contracts';
import type { Instant } from '@statewire/kernel';
import type { Commit, OpenedEvent } from '@statewire/ledger';
import type { Projection } from '@statewire/projector';
import type { ViewChange } from '@statewire/views';

/** Something planned: the decider that set it is asked again when `due` has come. `home` is the key of its partition. */
export type PlannedTimer = Readonly<{ stream: string; kind: string; due: Instant; version: number; ledger: LedgerName; home: string }>;

/** Deterministic, so that a second ring is the same command (ledger.md's §7). */
export const timerId = ({ stream, kind, version }: PlannedTimer): string => `${stream}.${kind}.${String(version)}`;
/** Where a ringing timer is looked up: one of each kind a stream. */
export const timerDocument = (stream: string, kind: string): string => `${stream}#${kind}`;
export const dueKey = (due: Instant): string => `DUE:${due}`;

/** Ledgers whose events plan timers: all of them. */
export const TIMED_LEDGERS = Object.keys(LEDGERS) as readonly LedgerName[];

const planned = (event: OpenedEvent, { head, position }: Commit): readonly ViewChange[] => {
  const due = (event.d['due'] ?? {}) as Readonly<Record<string, Instant | null>>;
  return Object.entries(due).map(([kind, instant]): ViewChange => {
    const id = timerDocument(event.s, kind);
    if (instant === null) return { id, seq: head.seq, remove: true };
    const timer: PlannedTimer = { stream: event.s, kind, due: instant, version: event.sv, ledger: position.part.ledger as LedgerName, home: head.k };
    return { id, seq: head.seq, put: { keys: [dueKey(instant)], doc: timer } };
  });
};

/** The schedule: what every event of every ledger plans, in the order in which it falls due. */
export const timers: Projection = {
  name: 'timers',
  version: 1,
  apply: (commit) => commit.body.ev.flatMap((event) => planned(event, commit)),
};
