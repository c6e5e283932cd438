import type { RecordEventName } from '@statewire/contracts';
import type { DomainEvent, Instant, Json, JsonObject } from '@statewire/kernel';
import type { Fields } from './fields.js';
import type { Clocks, Scene } from './file-rules.js';
import type { EventExtras, Happening } from './happening.js';
import { isLive, reasonOf, VALIDATION_CLOCK, type Mark, type PendingChange, type Standing, type Validation } from './record.js';
import { plannedValidation, validationDue } from './validation.js';

const VERSION = 1;

/** Who took a record over has as much to confirm as who changed it. */
const COUNTS_AS_CHANGE: readonly RecordEventName[] = ['modified', 'supplemented', 'transferred'];

/** How a record is to be validated once this has happened to it. */
export const validationAfter = ({ rules, now }: Pick<Scene, 'rules' | 'now'>, { what, record }: Pick<Happening, 'what' | 'record'>): Validation | undefined =>
  plannedValidation(rules.validation, record, COUNTS_AS_CHANGE.includes(what), now);

type Halves<T> = Readonly<{ open: T; sealed: JsonObject | undefined }>;

const filledOrNothing = (fields: Fields): JsonObject | undefined => (Object.keys(fields).length > 0 ? fields : undefined);

const withoutNothing = (parts: Readonly<Record<string, Json | undefined>>): JsonObject =>
  Object.fromEntries(Object.entries(parts).filter((part): part is [string, Json] => part[1] !== undefined));

const halves = <T extends Mark | PendingChange>({ knowledge, rules }: Scene, whole: T): Halves<T> => {
  const { public: clear, personal } = knowledge.splitPrivacy(whole.fields, rules.file);
  const { parts: _, ...open } = { parts: undefined, ...whole, fields: clear };
  return { open: open as T, sealed: filledOrNothing(personal) };
};

/** Instants at which something falls due: a live record's own; of one that has ended what comes afterwards, and nothing else any more. */
const dueOf = (record: Standing, engine: Readonly<Record<string, Instant | undefined>>, clocks: Clocks | undefined, now: Instant, live: boolean): JsonObject | undefined => {
  if (record.entered === undefined) return undefined;
  const running: Readonly<Record<string, Instant | undefined>> = { ...engine, ...clocks?.plan(record, now) };
  const afterwards = clocks?.afterwards?.(record, now) ?? {};
  const due = live ? { ...mapped(afterwards, () => undefined), ...running } : { ...mapped(running, () => undefined), ...afterwards };
  return mapped(due, (instant) => instant ?? null);
};
const mapped = <Of, To>(parts: Readonly<Record<string, Of>>, to: (part: Of) => To): Readonly<Record<string, To>> =>
  Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, to(part)]));

/**
 * An event of a record. Public and sealed data describe the record whole, as it stands after the event, so that no
 * reader needs an earlier one: see {@link recordView}, which reads them back.
 */
export const recordEvent = (scene: Scene, what: RecordEventName, record: Standing, version: number, extras: EventExtras = {}): DomainEvent => {
  const { rules, knowledge, now, by } = scene;
  const { idx, lid, kind, mke, owner, status, nic, nicsBefore, entered, asked } = record;
  const { public: open, personal } = knowledge.splitPrivacy(record.fields, rules.file);
  const located = record.located && halves(scene, record.located);
  const ended = record.ended && halves(scene, record.ended);
  const change = record.change && halves(scene, record.change);
  const validation = validationAfter(scene, { what, record });
  const engine = { retire: record.retire, ...(rules.validation === undefined ? {} : { [VALIDATION_CLOCK]: validation && validationDue(validation) }) };
  const due = dueOf(record, engine, rules.kinds[kind]?.clocks, now, isLive({ ...record, at: now, version, file: rules.file }));
  const { request, changed, endedChange, endedAsked, refusal, clock, answers, askedKey, joined, formerNic, validator, broadcast } = extras;

  const p = withoutNothing({
    fields: filledOrNothing(personal),
    change: change?.sealed,
    located: located?.sealed,
    ended: ended?.sealed,
    reason: refusal,
    kept: record.kept,
    parts: record.parts,
    changeParts: record.change?.parts,
    validator,
  });
  return {
    t: `${rules.file}.${what}`,
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
      nicsBefore,
      entered,
      due,
      change: change?.open,
      located: located?.open,
      ended: ended?.open,
      reason: reasonOf(record),
      answers,
      changed,
      asked: status === 'pending' ? asked : undefined,
      endedChange,
      endedAsked,
      askedKey,
      joined,
      formerNic,
      clock,
      broadcast,
      validation,
      more: record.more,
      ...(request === undefined ? {} : { line: rules.line?.name, request }),
    }),
    ...(Object.keys(p).length > 0 ? { p } : {}),
  };
};
