import { advise, identify, type FieldValues } from '@statewire/catalogue';
import { ohioDate } from '@statewire/clock';
import { correlationOf, FILE_LEDGERS, type LedgerName, type Reply, type ResolveAnswer, type ResolveRequest } from '@statewire/contracts';
import { isFailure, type JsonObject } from '@statewire/kernel';
import { asChanged, fileRules, homeKey, keptFromLine, recordLines, recordRef, recordView, takenSays, type RecordView } from '@statewire/record-file';
import { sendCommand } from '@statewire/service-kit';
import { doneBy, updateText } from '../domain/words.js';
import type { Context } from './context.js';
import { crossChecked } from './cross-check.js';
import { heldElsewhere } from './held-elsewhere.js';
import { fieldsKept, prepareAgain, prepareImage, type Prepared } from './image-update.js';
import { actorOf, type Home, type ReceivedEntry } from './journal.js';
import { inDoubt } from './problem.js';
import { refused } from './refused.js';

const COMMAND_TIMEOUT_MS = 10_000;
const RESOLVE_TIMEOUT_MS = 3_000;
/** An update is answered once every inquiry shows it; a system that cannot show it in this time answers that it is in doubt. */
const VISIBLE_TIMEOUT_MS = 10_000;

const COMMANDS: Readonly<Record<string, string>> = {
  enter: 'EnterRecord',
  modify: 'ModifyRecord',
  locate: 'LocateRecord',
  clear: 'ClearRecord',
  cancel: 'CancelRecord',
};

/** Files whose updates need more than the way to a desk: what stands against them before, and what their desk is sent. */
const PREPARED: Readonly<Record<string, Readonly<{
  prepare: (context: Context) => Promise<Prepared>;
  prepareAgain: (context: Context, home: Home) => Promise<Home>;
  fields: (fields: FieldValues) => FieldValues;
}>>> = {
  image: { prepare: prepareImage, prepareAgain, fields: fieldsKept },
};

/**
 * Where a record's desk is: its home key, mostly the agency that entered it. The own agency's record comes first, for a locate another
 * agency's. A foreign one is named, so that its desk can say who owns it; of what others have only submitted nobody hears.
 */
const homeOf = async (context: Context): Promise<Home> => {
  const { platform, key, message } = context;
  const named = identify(message);
  const agency = { ori: message.ori, county: platform.directory.agencies.get(message.ori)?.county ?? null };
  const own = { key: homeKey(fileRules[key.file] ?? {}, agency) };
  if (key.function === 'enter' || named === undefined) return own;
  const records = await recordsNamed(context, named.by);
  const [first, second] = records.filter(({ owner, status }) => owner !== message.ori && status !== 'pending');
  const mine = key.function === 'locate' ? [] : records.filter(({ owner }) => owner === message.ori);
  const [ownRecord] = mine;
  // A desk sees its own file alone: that the same words name a record of each of two files is known here only.
  if (ownRecord !== undefined) return { key: ownRecord.home, ...ownRecord.inFile, ...(new Set(mine.map(({ file }) => file)).size > 1 ? { several: true } : {}) };
  if (first === undefined) return own;
  // Several agencies may have entered the same vehicle, each at a desk of its own: whoever locates it names the record by its number.
  if (key.function === 'locate' && second !== undefined) return { key: first.home, several: true };
  return { key: first.home, idx: first.idx, ...first.inFile };
};

type Named = ResolveAnswer['records'][number] & Readonly<{ file: string; inFile: Pick<Home, 'file'> }>;

/** The records that an identification names, in every file that the message's key treats. */
const recordsNamed = async ({ platform, key, message: { ori } }: Context, identification: Readonly<Record<string, string>>): Promise<readonly Named[]> => {
  const found = await Promise.all([{ file: key.file, kind: key.kind ?? '' }, ...(key.alsoOf ?? [])].map(async ({ file, kind }) => {
    const request: ResolveRequest = { file, kind, identification, ori };
    const { records } = await platform.bus.ask<ResolveAnswer>('inquiry', 'resolve', request, RESOLVE_TIMEOUT_MS);
    return records.map((record): Named => ({ ...record, file, inFile: file === key.file ? {} : { file } }));
  }));
  return found.flat();
};

/** The positions at which every inquiry, ours and NCIC's, must have arrived before the update is acknowledged. */
const untilShown = async ({ platform }: Context, position: string): Promise<void> => {
  const ask = (service: string): Promise<boolean> =>
    platform.bus.ask<boolean>(service, 'await', { positions: [position], timeoutMs: VISIBLE_TIMEOUT_MS }, VISIBLE_TIMEOUT_MS + 500);
  const shown = await Promise.all([ask('inquiry'), ask('exchange')]);
  if (!shown.every(Boolean)) throw inDoubt(2_000);
};

/** What the reply to a message adds of the record as it now stands; `taken`: the message has taken it from its line. */
const standing = ({ platform, key, message }: Context, record: RecordView, taken: boolean): readonly string[] => {
  const rules = record.status === 'active' && record.change === undefined && key.right !== 'locate' ? fileRules[record.file] : undefined;
  const kept = rules && (taken ? takenSays(rules) : keptFromLine(rules, record));
  const { mke, fields } = record;
  return [...advise(message, { status: record.located === undefined ? 'active' : 'located', mke, fields, today: ohioDate(platform.clock.now()) }), ...(kept === undefined ? [] : [kept])];
};

/** Journals the message, has the file's desk decide, and answers when the decision shows everywhere. */
export const update = async (context: Context, received?: ReceivedEntry): Promise<Reply> => {
  try {
    return await carryOut(context, received);
  } catch (cause) {
    // The message is journalled under its key: sent again, it is decided once.
    if (isFailure(cause) && cause.canRetry) throw inDoubt(2_000);
    throw cause;
  }
};

/** What was decided may be gone from every view by now: sent again, a message must not look for its record again. */
const againAs = async ({ home }: ReceivedEntry, context: Context): Promise<{ home: Home }> => {
  const before = home ?? { key: context.message.ori };
  return { home: (await PREPARED[context.key.file]?.prepareAgain(context, before)) ?? before };
};

const carryOut = async (context: Context, before: ReceivedEntry | undefined): Promise<Reply> => {
  const { platform, journal, transmission, key, message, notices } = context;
  const { mke, ori, fields } = message;
  const { id, seat } = transmission;
  const type = COMMANDS[key.function] ?? 'TreatRecord';

  const stolen = before === undefined ? await crossChecked(context) : undefined;
  if (stolen !== undefined) return stolen;
  const doubled = before === undefined ? await heldElsewhere(context) : [];
  if (doubled.length > 0) return refused(context, doubled);

  const own = PREPARED[key.file];
  const prepared = before === undefined ? await (own?.prepare(context) ?? homeOf(context).then((home) => ({ home }))) : await againAs(before, context);
  if ('faults' in prepared) return refused(context, prepared.faults);
  const { mri, home: { key: homeKey, file = key.file, facts, ...home } = { key: ori } } =
    before === undefined ? await journal.receive(transmission, { ori, mke, home: prepared.home }) : { ...before, ...prepared };
  const ledger: LedgerName | undefined = FILE_LEDGERS[file];
  if (ledger === undefined) throw new Error(`no ledger decides on ${mke}`);
  const agency = platform.directory.agencies.get(ori);
  const county = agency?.county ?? undefined;
  const payload = {
    mke, ori, fields: own?.fields(fields) ?? fields, staffed24x7: agency?.staffed24x7 ?? true, ...(county === undefined ? {} : { county }), ...home, ...facts,
  } as unknown as JsonObject;
  const done = await sendCommand(
    platform.bus, ledger, { id, type, key: homeKey, by: actorOf(seat, ori), payload, corr: correlationOf({ mri, terminal: seat.terminal.id }) }, COMMAND_TIMEOUT_MS);

  const event = done.events.at(-1);
  if (done.out === 'rejected' || event === undefined) return refused(context, done.faults, mri);
  await untilShown(context, done.position);
  const record = recordView(event);
  const pending = record.status === 'pending' || record.change !== undefined;
  const outcome = pending ? 'pending' : 'accepted';
  return journal.answer(transmission, {
    mri, mke, ori, outcome, code: pending ? 'PENDING' : 'ACCEPTED',
    says: updateText(mke, doneBy(key.function, fields, record), outcome, key.sentTo.find((to) => to !== 'LEADS'), [...new Set([...notices, ...standing(context, record, event.d['formerNic'] !== undefined)])]),
    outside: [], shown: [], record: recordRef(record), position: done.position,
    recordText: { stream: event.s, version: event.sv, text: recordLines(asChanged(record)) },
  });
};
