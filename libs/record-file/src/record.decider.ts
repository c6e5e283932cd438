import { RECORD_EVENTS, type RecordEventName } from '@statewire/contracts';
import {
  Failure, reject, type Counts, type DomainCommand, type DomainDecider, type DomainDecision, type FoldedEvent, type Instant, type StateDraft, type StateReader,
} from '@statewire/kernel';
import { acceptChange, modify, refuseChange } from './changing.js';
import { cancel, clear, fireTimer, locate } from './ending.js';
import { acceptEntry, enter, refuseEntry } from './entering.js';
import type { FileRules, KindRules, Knowledge, RecordFunction, Scene } from './file-rules.js';
import { lapse } from './line.js';
import { countOf, type Place } from './numbering.js';
import { recordView, type RecordView, VALIDATION_CLOCK } from './record.js';
import { treat } from './own.js';
import { type CommandType, isCommandType, payloadOf, type Payloads, type RecordMessage } from './record.messages.js';
import { unvalidated, validate } from './validating.js';
import { countNumber, dropWithdrawn, keepWithdrawn, OWN_SERIES, putRecord, withdrawnRecord } from './record-state.js';

/** Raise it with every change of the table that the fold keeps. */
const STATE_VERSION = 'record-file/7';

type Asked = Readonly<{ rules: FileRules; kind: string; kindRules: KindRules; asked: RecordFunction }>;
type MessageHandler = (scene: Scene, kind: string, kindRules: KindRules, message: RecordMessage) => DomainDecision;

const MESSAGES = {
  EnterRecord: { asked: 'enter', handle: enter },
  ModifyRecord: { asked: 'modify', handle: modify },
  LocateRecord: { asked: 'locate', handle: locate },
  ClearRecord: { asked: 'clear', handle: clear },
  CancelRecord: { asked: 'cancel', handle: cancel },
  // What only some files know has no handler but the file's own.
  TreatRecord: {},
} as const satisfies Record<string, Readonly<{ asked: RecordFunction; handle: MessageHandler } | Record<string, never>>>;

type LineCommand = Exclude<CommandType, keyof typeof MESSAGES>;
type Answers = { readonly [T in LineCommand]: (scene: Scene, kindRules: KindRules, payload: Payloads[T]) => DomainDecision };

const ANSWERS: Answers = {
  AcceptEntry: acceptEntry,
  RefuseEntry: refuseEntry,
  AcceptChange: acceptChange,
  RefuseChange: (scene, _, answer) => refuseChange(scene, answer),
  LapseRecord: (scene, _, word) => lapse(scene, word),
  ValidateRecord: (scene, _, word) => validate(scene, word),
  FireTimer: (scene, kindRules, timer) => (timer.kind === VALIDATION_CLOCK ? unvalidated(scene, timer) : fireTimer(scene, kindRules, timer)),
};

const isMessage = (type: CommandType): type is keyof typeof MESSAGES => Object.hasOwn(MESSAGES, type);

const askedBy = ({ by, key, corr }: DomainCommand): Pick<Scene, 'by' | 'key' | 'corr'> => ({ by, key, ...(corr === undefined ? {} : { corr }) });

/** Every kind of every file, by what tells it: a message key, or the letters of an IDX. */
const directory = (files: readonly FileRules[]) => {
  const kinds = files.flatMap((rules) => Object.entries(rules.kinds).map(([kind, kindRules]) => ({ rules, kind, kindRules })));
  const byKey = new Map(
    kinds.flatMap((each) =>
      Object.entries(each.kindRules.keys).flatMap(([asked, keys]) => keys.map((mke): [string, Asked] => [mke, { ...each, asked: asked as RecordFunction }]))),
  );
  const byPrefix = new Map(kinds.map((asked) => [asked.kindRules.idxPrefix, asked]));
  return { byKey, byPrefix };
};

/** Calls the handler of a line's word; the table's type has paired each with its payload. */
const answer = <T extends LineCommand>(type: T, scene: Scene, kindRules: KindRules, payload: Payloads[T]): DomainDecision =>
  ANSWERS[type](scene, kindRules, payload);

/**
 * The life of a record, once, for every file that a ledger holds: enter, accept or refuse, modify, locate, clear, cancel,
 * retire. What differs between files is in their {@link FileRules}. Pure: the same commands, states and instants decide alike.
 */
export const recordDecider = (files: readonly FileRules[], knowledge: Knowledge, place: Place): DomainDecider => {
  const { byKey, byPrefix } = directory(files);
  const byEvent = new Map(files.flatMap((rules) => RECORD_EVENTS.map((what) => [`${rules.file}.${what}`, { rules, what }] as [string, { rules: FileRules; what: RecordEventName }])));

  const decideMessage = (state: StateReader, command: DomainCommand, type: keyof typeof MESSAGES, now: Instant): DomainDecision => {
    const message = payloadOf(type, command.payload);
    const common: Partial<{ asked: RecordFunction; handle: MessageHandler }> = MESSAGES[type];
    const found = byKey.get(message.mke);
    if (found === undefined || (common.asked !== undefined && common.asked !== found.asked)) return reject({ code: 'UNKNOWN_MKE' });
    const { rules, kind, kindRules } = found;
    const scene = { state, rules, knowledge, place, now, ...askedBy(command) };
    const own = kindRules.own?.[found.asked];
    if (own !== undefined) return treat(scene, found, own, message);
    return common.handle?.(scene, kind, kindRules, message) ?? reject({ code: 'UNKNOWN_MKE' });
  };

  const decideAnswer = (state: StateReader, command: DomainCommand, type: LineCommand, now: Instant): DomainDecision => {
    const payload = payloadOf(type, command.payload);
    const idx = 'stream' in payload ? payload.stream.slice(payload.stream.indexOf('/') + 1) : payload.idx;
    const found = byPrefix.get(idx.slice(0, 2));
    if (found === undefined) return reject({ code: 'OBSOLETE', idx });
    return answer(type, { state, rules: found.rules, knowledge, place, now, ...askedBy(command) }, found.kindRules, payload);
  };

  return {
    stateVersion: STATE_VERSION,

    decide: (state, command, now) => {
      const { type } = command;
      if (!isCommandType(type)) throw new Failure('record-file/command', `no handler for ${type}`, false);
      return isMessage(type) ? decideMessage(state, command, type, now) : decideAnswer(state, command, type, now);
    },

    evolve: (draft, event) => {
      const known = byEvent.get(event.t);
      // A reader that skipped what it does not know would differ from those that know it.
      if (known === undefined || event.tv !== 1) throw new Failure('record-file/event', `${event.t} ${String(event.tv)} is unknown`, false);
      fold(draft, known.rules, known.what, event, place);
    },

    counted: {
      by: (event) => {
        const rules = byEvent.get(event.t)?.rules;
        return rules === undefined || event.sv !== 1 ? {} : countsBy(rules, recordView(event), place);
      },
      raise,
    },
  };
};

/** How far each series is counted where this record was entered. */
const countsBy = (rules: FileRules, { idx, lid, kind, at, fields }: RecordView, place: Place): Counts => {
  const { idxPrefix = '', numbering, counts } = rules.kinds[kind] ?? {};
  const given = [counts?.counted(fields), numbering?.counted(lid, at)].flatMap((one) => one ?? []);
  return Object.fromEntries([{ series: OWN_SERIES, count: countOf(idx.slice(idxPrefix.length), place) }, ...given].map(({ series, count }): [string, number] => [series, count]));
};

const raise = (draft: StateDraft, counts: Counts): void => {
  for (const [series, count] of Object.entries(counts)) countNumber(draft, count, series);
};

const fold = (draft: StateDraft, rules: FileRules, what: RecordEventName, event: FoldedEvent, place: Place): void => {
  const record = recordView(event);
  putRecord(draft, rules, record);
  if (record.version === 1) raise(draft, countsBy(rules, record, place));
  // Answers come in the order of the questions: with the word on this entry no earlier one is waited for.
  if (what === 'withdrawn' || event.d['answers'] !== undefined) dropWithdrawn(draft, record.idx);
  // The line still has to answer the entry: only then is it known whether it must be told. Whatever becomes of the record meanwhile stands with it.
  else if (event.d['request'] === 'withdraw' || withdrawnRecord(draft, record.idx) !== undefined) keepWithdrawn(draft, record);
};
