import type { LineFunction } from '@statewire/contracts';
import type { DomainEvent, Json, JsonObject } from '@statewire/kernel';
import type { Fields } from './file-rules.js';
import { isLive, type Mark, type PendingChange, type RecordView } from './record.js';
import type { Scene } from './scene.js';

/** What can happen to a record; an event's type is the record's name before it: `vehicle.entered`. */
export const RECORD_EVENTS = [
  'submitted',
  'entered',
  'refused',
  'change-submitted',
  'modified',
  'change-refused',
  'located',
  'cleared',
  'cancelled',
  'withdrawn',
  'retired',
] as const;
export type RecordEventName = (typeof RECORD_EVENTS)[number];

/** What an event says beside the record itself. `refusal` is the line's text, so it is sealed. */
export type EventExtras = Readonly<{
  request?: LineFunction;
  /** Tags that a modification changed. */
  changed?: readonly string[];
  /** Number of the pending change that this event ended unanswered. */
  endedChange?: number;
  /** The transmission whose pending entry or change this event ended unanswered. */
  endedAsked?: string;
  refusal?: string;
}>;

/** A record without what the event itself adds. */
export type Standing = Omit<RecordView, 'at' | 'version' | 'file' | 'sealed'>;

const VERSION = 1;

type Halves<T> = Readonly<{ open: T; sealed: JsonObject | undefined }>;

const filledOrNothing = (fields: Fields): JsonObject | undefined => (Object.keys(fields).length > 0 ? fields : undefined);

const withoutNothing = (parts: Readonly<Record<string, Json | undefined>>): JsonObject =>
  Object.fromEntries(Object.entries(parts).filter((part): part is [string, Json] => part[1] !== undefined));

const halves = <T extends Mark | PendingChange>({ knowledge, rules }: Scene, whole: T): Halves<T> => {
  const { public: open, personal } = knowledge.splitPrivacy(whole.fields, rules.file);
  return { open: { ...whole, fields: open }, sealed: filledOrNothing(personal) };
};

/** Instants at which something falls due: a live record's own, none any more for one that has ended. */
const dueOf = (record: Standing, live: boolean): JsonObject | undefined => {
  if (record.entered === undefined) return undefined;
  return { retire: live ? (record.retire ?? null) : null };
};

/**
 * An event of a record. Public and sealed data describe the record whole, as it stands after the event, so that no
 * reader needs an earlier one: see {@link recordView}, which reads them back.
 */
export const recordEvent = (scene: Scene, what: RecordEventName, record: Standing, version: number, extras: EventExtras = {}): DomainEvent => {
  const { rules, knowledge, now, by } = scene;
  const { idx, lid, kind, mke, owner, status, nic, entered, reason, asked } = record;
  const { public: open, personal } = knowledge.splitPrivacy(record.fields, rules.file);
  const located = record.located && halves(scene, record.located);
  const ended = record.ended && halves(scene, record.ended);
  const change = record.change && halves(scene, record.change);
  const due = dueOf(record, isLive({ ...record, at: now, version, file: rules.file }));
  const { request, changed, endedChange, endedAsked, refusal } = extras;

  const p = withoutNothing({
    fields: filledOrNothing(personal),
    change: change?.sealed,
    located: located?.sealed,
    ended: ended?.sealed,
    reason: refusal,
  });
  return {
    t: `${rules.record}.${what}`,
    tv: VERSION,
    s: `${rules.file}/${idx}`,
    d: withoutNothing({
      file: rules.file,
      idx,
      lid,
      kind,
      mke,
      owner,
      status,
      version,
      at: now,
      by: { ori: by.ori, device: by.device },
      fields: open,
      nic,
      entered,
      due,
      change: change?.open,
      located: located?.open,
      ended: ended?.open,
      reason,
      changed,
      asked: status === 'pending' ? asked : undefined,
      endedChange,
      endedAsked,
      ...(request === undefined ? {} : { line: rules.line?.name, request }),
    }),
    ...(Object.keys(p).length > 0 ? { p } : {}),
  };
};
