import { LEDGERS, LEDGER_NAMES, type LedgerName } from '@statewire/contracts';
import type { Instant } from '@statewire/kernel';
import type { Commit, OpenedEvent } from '@statewire/ledger';
import type { Documents, Projection } from '@statewire/projector';
import type { ViewChange } from '@statewire/views';

/** Something planned: the decider that set it is asked again when `due` has come. `home` is the key of its partition. */
export type PlannedTimer = Readonly<{ stream: string; kind: string; due: Instant; version: number; ledger: LedgerName; home: string }>;

/** Deterministic, so that a second ring is the same command (ledger.md's §7). */
export const timerId = ({ stream, kind, version }: PlannedTimer): string => `${stream}.${kind}.${String(version)}`;
/** Where a ringing timer is looked up: one of each kind a stream. */
export const timerDocument = (stream: string, kind: string): string => `${stream}#${kind}`;
/** Timers of an instant and of all later ones have keys from here on. */
export const dueKey = (due: Instant): string => `DUE:${due}`;
/** A key of its own for each timer, so that those of one instant have an order and any place among them can be named. */
export const timerKey = (timer: PlannedTimer): string => `${dueKey(timer.due)}!${timerId(timer)}`;

/** The stream and kind in a timer's id; undefined for what is the id of anything else. */
export const parseTimerId = (id: string): Readonly<{ stream: string; kind: string }> | undefined => {
  const [, stream, kind] = /^(.+)\.([A-Za-z][\w-]*)\.\d+$/.exec(id) ?? [];
  return stream === undefined || kind === undefined ? undefined : { stream, kind };
};

/** The ledgers to be followed for timers: not that of every message, which would cost each of them. */
export const TIMED_LEDGERS = LEDGER_NAMES.filter((ledger) => LEDGERS[ledger].timed);

const planned = (event: OpenedEvent, { head, position }: Commit): readonly ViewChange[] => {
  const due = (event.d['due'] ?? {}) as Readonly<Record<string, Instant | null>>;
  return Object.entries(due).map(([kind, instant]): ViewChange => {
    const id = timerDocument(event.s, kind);
    if (instant === null) return { id, seq: head.seq, remove: true };
    const timer: PlannedTimer = { stream: event.s, kind, due: instant, version: event.sv, ledger: position.part.ledger as LedgerName, home: head.k };
    return { id, seq: head.seq, put: { keys: [timerKey(timer)], doc: timer } };
  });
};

/** A commit that decides a timer ends it, whatever it says: one that came too late would ring for ever. */
const decided = async (cmd: string, id: string, seq: number, before: Documents<PlannedTimer>): Promise<readonly ViewChange[]> => {
  const timer = await before.get(id);
  return timer !== undefined && timerId(timer) === cmd ? [{ id, seq, remove: true }] : [];
};

/** The schedule: what every event of every ledger plans and no commit has decided yet, in the order in which it falls due. */
export const timers: Projection<PlannedTimer> = {
  name: 'timers',
  version: 2,
  // When something falls due is public.
  opens: 'nothing',
  apply: (commit, before) => {
    const { cmd = '', seq } = commit.head;
    const plans = commit.body.ev.flatMap((event) => planned(event, commit));
    const named = parseTimerId(cmd);
    if (named === undefined) return plans;
    return decided(cmd, timerDocument(named.stream, named.kind), seq, before).then((ended) => [...ended, ...plans]);
  },
};
