import { ohioDate } from '@statewire/clock';
import { LEADS_CONTROL, mriOf, type LedgerName, type RecordAnswer, type RecordRequest, type ValidationCountsAnswer, type ValidationListAnswer } from '@statewire/contracts';
import { positionText, type Commit, type OpenedEvent } from '@statewire/ledger';
import { fileRules, listDays, recordView, VALIDATION_CLOCK, type RecordView } from '@statewire/record-file';
import type { Platform } from '@statewire/service-kit';
import { oncePerKey } from '../once-per-key.js';
import { numbersOf, type OutgoingMail } from './notice.js';

const ASK_TIMEOUT_MS = 5_000;
/** Lines of a notice; the list itself holds the rest. */
const LINES_MAX = 100;
/** More than a state's agencies have lists on one day. */
export const LISTS_REMEMBERED_MAX = 4_000;

/** `returned`: the record that a refused change has put on the list after its agency was told of that; `key` tells one notice from another. */
type Told = Readonly<{ owner: string; month: string; key: string; returned?: RecordView }>;

/** The agency and list that an event tells of; none for any other event. */
const toldBy = (event: OpenedEvent): Told | undefined => {
  if ((event.d['clock'] as { kind?: string } | undefined)?.kind !== VALIDATION_CLOCK) return undefined;
  const record = recordView(event);
  const { owner, idx, validation: { month, told, late, refused = 0 } = {} } = record;
  if (told !== true || month === undefined) return undefined;
  const list = { owner, month, key: `${month}/${owner}` };
  return late === true ? { ...list, key: `${list.key}/${idx}/${String(refused)}`, returned: record } : list;
};

export const tellsOfValidation = ({ body }: Commit): boolean => body.ev.some((event) => toldBy(event) !== undefined);

const isKept = ({ file }: RecordView): boolean => fileRules[file]?.validation?.unanswered === 'kept';

/** What becomes of a record otherwise than of most on its list: it stays on file, or its time is over sooner. */
const otherwise = (record: RecordView, closed: string): string => {
  if (isKept(record)) return ' (STAYS ON FILE)';
  const ends = record.retire === undefined ? closed : ohioDate(record.retire);
  return ends < closed ? ` (ENDS ON ${ends})` : '';
};

const lineOf = (record: RecordView, closed: string): string => `${record.mke.padEnd(8)} ${numbersOf(record)}${otherwise(record, closed)}`;

type List = Pick<Told, 'owner' | 'month'>;

const HEAD = 'L.E.A.D.S. AUTOMATED MESSAGE  VALIDATION NOT COMPLETED';
const nameOf = (month: string): string => `${month.slice(4, 6)}/${month.slice(0, 4)}`;
const outlook = (closed: string, isAnyRemoved: boolean): string =>
  `${isAnyRemoved ? `WHAT IS NOT VALIDATED, CLEARED OR CANCELLED IS REMOVED ON ${closed}; ` : ''}A MODIFICATION ALONE DOES NOT VALIDATE.`;

/** Numbers of records and nothing of what they say: the notice may lie in many mailboxes. */
export const validationText = ({ owner, month }: List, open: number, records: readonly RecordView[]): string => {
  const { due, closed } = listDays(month);
  return [
    HEAD,
    `${owner} HAS NOT VALIDATED ${String(open)} RECORD${open === 1 ? '' : 'S'} OF THE LIST OF ${nameOf(month)}, DUE ON ${due}.`,
    outlook(closed, open > records.length || !records.every(isKept)),
    ...records.map((record) => lineOf(record, closed)),
    ...(open > records.length ? [`AND ${String(open - records.length)} MORE`] : []),
  ].join('\n');
};

/** The same of a record that was confirmed by a change alone, which NCIC has refused. */
export const returnedText = ({ owner, month }: List, record: RecordView): string => {
  const { closed } = listDays(month);
  return [
    HEAD,
    `${owner} HAS NOT VALIDATED A RECORD THAT IS ON THE LIST OF ${nameOf(month)} AGAIN: NCIC HAS REFUSED THE MODIFICATION THAT HAD CONFIRMED IT.`,
    outlook(closed, !isKept(record)),
    lineOf(record, closed),
  ].join('\n');
};

/** The text about what is missing still; none where all has been confirmed by now. */
const textOfList = async ({ bus }: Platform, list: List): Promise<string | undefined> => {
  const { owner: ori, month } = list;
  const { lists } = await bus.ask<ValidationCountsAnswer>('inquiry', 'validation-counts', { ori, months: [month] }, ASK_TIMEOUT_MS);
  const { records } = await bus.ask<ValidationListAnswer>('inquiry', 'validation-list', { ori, month, state: 'open', limit: LINES_MAX }, ASK_TIMEOUT_MS);
  const open = lists[0]?.open ?? 0;
  return open === 0 ? undefined : validationText(list, open, records as unknown as readonly RecordView[]);
};

const textOfReturned = async ({ bus }: Platform, list: List, { idx }: RecordView): Promise<string | undefined> => {
  const request: RecordRequest = { idx };
  const { record } = await bus.ask<RecordAnswer>('inquiry', 'record', request, ASK_TIMEOUT_MS);
  const shown = record as unknown as RecordView | undefined;
  return shown?.validation?.month === list.month ? returnedText(list, shown) : undefined;
};

/**
 * On the 16th an agency and the control room are told, once for each list, what is missing (D19). Every record's own timer
 * says so; the first of an agency tells of all, and the message's id, made of list and agency, keeps it single. A record that comes
 * back on its list later is told of by itself.
 */
export const tellWhatWasNotValidated = (platform: Platform, { post, addresses, untilVisible }: OutgoingMail) => {
  const once = oncePerKey(LISTS_REMEMBERED_MAX);

  const tell = async ({ position }: Commit, told: Told): Promise<boolean> => {
    const { owner: ori, returned, key } = told;
    await untilVisible(positionText(position));
    const said = await (returned === undefined ? textOfList(platform, told) : textOfReturned(platform, told, returned));
    if (said === undefined) return true;
    const { part, seq } = position;
    const to = [{ terminals: addresses.terminalsOf(ori), name: ori }, { terminals: addresses.controlRoom(), name: LEADS_CONTROL }];
    for (const [n, { terminals, name }] of to.entries()) {
      const mri = mriOf(part.ledger as LedgerName, part.index, platform.partitions, seq, n);
      const mail = { mri, kind: 'notice', mke: 'VALIDATION', from: LEADS_CONTROL, to: name, background: 'none', position: positionText(position) } as const;
      await post({ terminals, mail, text: `MRI ${String(mri)}\n${said}` }, `validation/${key}/${String(n)}`);
    }
    return true;
  };

  return async (commit: Commit): Promise<void> => {
    for (const told of commit.body.ev.flatMap((event) => toldBy(event) ?? [])) await once(told.key, () => tell(commit, told));
  };
};
