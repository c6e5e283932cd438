import { findMessageKey } from '@statewire/catalogue';
import { ohioDate } from '@statewire/clock';
import { countOfMri, mriOf, type JournalEntry, type Outcome, type RecordRef, type Response, type ShownReference } from '@statewire/contracts';
import {
  accept, raiseCount, reject, type DomainCommand, type DomainDecider, type DomainEvent, type Instant, type JsonObject, type StateReader,
} from '@statewire/kernel';

/** A response of ours as the journal keeps it: which version of which record was shown, its text under the record's own key. */
export type Shown = ShownReference & Readonly<{ response: Response }>;

/** What a transmission said; `text` is sealed under the day's key, and so is `content`, its hash: what is short enough to be guessed is known by its hash. */
export type Received = Readonly<{ terminal: string; operator: string; ori: string; mke: string; content: string; text: string }> & Pick<JournalEntry, 'home'>;

/** As what the journal has the disclosures that no message has asked for. */
export const DISCLOSED_AS = ['RECORD', 'HISTORY', 'STREAM', 'VALIDATIONS'] as const;

/** What was answered. `outside` are other systems' words, sealed under the day's key like `text`, the reply's own lines. */
export type Answered = Received &
  Readonly<{
    /** Given when the message was received in a commit of its own; otherwise numbered now. */
    mri?: number;
    outcome: Outcome;
    code: string;
    says: string;
    faults?: readonly JsonObject[];
    outside: readonly Response[];
    shown: readonly Shown[];
    record?: RecordRef;
    /** The record's own lines in an acceptance, sealed under the record's key. */
    recordText?: Readonly<{ stream: string; version: number; text: string }>;
    position?: string;
    /** The ids of the commands that have journalled its responses, where one commit does not hold them (`ShowPart`). */
    parts?: readonly string[];
  }> & Pick<JournalEntry, 'late' | 'silent'>;

/** What is shown of an answer before the answer itself, which then names it. */
export type ShownPart = Omit<Received, 'home'> & Pick<Answered, 'outside' | 'shown' | 'late'> & Readonly<{ mri: number }>;

const COUNTER = 'mri';
const countOf = (state: StateReader): number => state.get<number>(COUNTER) ?? 0;

/** The journal's texts of one Ohio day are under one key, so that it can be destroyed after seven years (not offered yet) and the chain still verifies. */
let cached: Readonly<{ hour: string; kid: string }> = { hour: '', kid: '' };
export const dayKey = (now: Instant): string => {
  const hour = now.slice(0, 13);
  if (cached.hour !== hour) cached = { hour, kid: `journal/${ohioDate(now)}` };
  return cached.kid;
};

const streamOf = (terminal: string): string => `terminal/${terminal}`;
const json = (value: object): JsonObject => value as JsonObject;

const OPEN_KEYS: ReadonlySet<string> = new Set(DISCLOSED_AS);

/** Where a message key stands in the open, and where what was typed in its place is sealed: a plate or a number of somebody, as likely as not. */
const keyOf = (mke: string): Readonly<Record<'open' | 'sealed', Pick<JournalEntry, 'mke'>>> =>
  findMessageKey(mke) !== undefined || OPEN_KEYS.has(mke) ? { open: { mke }, sealed: {} } : { open: {}, sealed: { mke } };

const received = (message: Received, mri: number, now: Instant): DomainEvent => {
  const { terminal, operator, ori, mke, content, text, home } = message;
  const key = keyOf(mke);
  const entry: JournalEntry = { mri, terminal, operator, ori, ...key.open, ...(home === undefined ? {} : { home }) };
  return { t: 'message.received', tv: 1, s: streamOf(terminal), d: json(entry), p: json({ content, text, ...key.sealed }), kid: dayKey(now) };
};

const responsesShown = (s: string, mri: number, shown: readonly Shown[]): readonly DomainEvent[] =>
  shown.map(({ response, ...reference }) =>
    ({ t: 'record.shown', tv: 1, s, d: json({ mri, kind: 'response', ...reference, source: response.source }), p: json(response), kid: reference.stream }));

const recordShown = (s: string, mri: number, { stream, version, text }: NonNullable<Answered['recordText']>): DomainEvent =>
  ({ t: 'record.shown', tv: 1, s, d: { mri, kind: 'record', stream, version }, p: { text }, kid: stream });

const partShown = ({ terminal, operator, ori, mke, text, outside, shown, mri, late }: ShownPart, now: Instant): readonly DomainEvent[] => {
  const s = streamOf(terminal);
  const key = keyOf(mke);
  const entry: JournalEntry = { mri, terminal, operator, ori, ...key.open, ...(late === undefined ? {} : { late }) };
  return [{ t: 'message.shown', tv: 1, s, d: json(entry), p: json({ text, outside, ...key.sealed }), kid: dayKey(now) }, ...responsesShown(s, mri, shown)];
};

const answered = (message: Answered, mri: number, now: Instant): readonly DomainEvent[] => {
  const { terminal, operator, ori, mke, content, text, outcome, code, says, faults, outside, shown, record, recordText, position, parts, late, silent } = message;
  const s = streamOf(terminal);
  const key = keyOf(mke);
  const entry: JournalEntry = { mri, terminal, operator, ori, ...key.open, outcome, code, ...(late === undefined ? {} : { late }), ...(silent === undefined ? {} : { silent }) };
  return [
    {
      t: 'message.answered', tv: 1, s, kid: dayKey(now),
      d: json({ ...entry, ...(record === undefined ? {} : { record }), ...(position === undefined ? {} : { position }), ...(parts === undefined ? {} : { parts }) }),
      p: json({ content, text, says, outside, ...key.sealed, ...(faults === undefined ? {} : { faults }) }),
    },
    ...responsesShown(s, mri, shown),
    ...(recordText === undefined ? [] : [recordShown(s, mri, recordText)]),
  ];
};

/** The journal of every message: numbered, and durable before anything of it is disclosed. */
export const journalDecider = (partition: number, partitions: number): DomainDecider => {
  const next = (state: StateReader): number => mriOf('journal', partition, partitions, countOf(state) + 1);
  return {
    stateVersion: 'journal-1',
    decide: (state, command: DomainCommand, now) => {
      const payload = command.payload as unknown as Answered;
      if (command.type === 'ReceiveMessage') return accept(received(payload, next(state), now));
      if (command.type === 'ShowPart') return accept(...partShown(command.payload as unknown as ShownPart, now));
      if (command.type === 'AnswerMessage') return accept(...answered(payload, payload.mri ?? next(state), now));
      return reject({ code: 'DEFECT', why: 'unknown-command' });
    },
    evolve: (draft, event) => {
      const count = countOf(draft);
      // Each message counts once: its answer may carry the number of an earlier commit, and what the answer showed carries the answer's.
      if (Number(event.d['mri']) === mriOf('journal', partition, partitions, count + 1)) draft.set(COUNTER, count + 1);
    },
    counted: {
      by: ({ d }) => ({ [COUNTER]: countOfMri('journal', partition, partitions, Number(d['mri'])) ?? 0 }),
      raise: (draft, { [COUNTER]: count = 0 }) => { raiseCount(draft, COUNTER, count); },
    },
  };
};
