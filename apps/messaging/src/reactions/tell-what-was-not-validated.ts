import { ohioDate } from '@statewire/clock';
import { LEADS_CONTROL, mriOf, type LedgerName, type ValidationCountsAnswer, type ValidationListAnswer } from '@statewire/contracts';
import { recent } from '@statewire/kernel';
import { positionText, type Commit, type OpenedEvent } from '@statewire/ledger';
import { fileRules, listDays, recordView, VALIDATION_CLOCK, type RecordView } from '@statewire/record-file';
import type { Platform } from '@statewire/service-kit';
import type { OutgoingMail } from './notice.js';

const ASK_TIMEOUT_MS = 5_000;
/** Lines of a notice; the list itself holds the rest. */
const LINES_MAX = 100;
/** More than a state's agencies have lists on one day. */
export const LISTS_REMEMBERED_MAX = 4_000;

type Told = Readonly<{ owner: string; month: string }>;

/** The agency and list that an event tells of; none for any other event. */
const toldBy = (event: OpenedEvent): Told | undefined => {
  if ((event.d['clock'] as { kind?: string } | undefined)?.kind !== VALIDATION_CLOCK) return undefined;
  const { owner, validation } = recordView(event);
  return validation?.told === true && validation.month !== undefined ? { owner, month: validation.month } : undefined;
};

export const tellsOfValidation = ({ body }: Commit): boolean => body.ev.some((event) => toldBy(event) !== undefined);

const isKept = ({ file }: RecordView): boolean => fileRules[file]?.validation?.unanswered === 'kept';

/** What becomes of a record otherwise than of most on its list: it stays on file, or its time is over sooner. */
const otherwise = (record: RecordView, closed: string): string => {
  if (isKept(record)) return ' (STAYS ON FILE)';
  const ends = record.retire === undefined ? closed : ohioDate(record.retire);
  return ends < closed ? ` (ENDS ON ${ends})` : '';
};

const lineOf = (record: RecordView, closed: string): string => {
  const { idx, lid, nic, mke } = record;
  return `${mke.padEnd(8)} IDX/${idx}${nic === undefined ? '' : ` NIC/${nic}`} LID/${lid}${otherwise(record, closed)}`;
};

/** Numbers of records and nothing of what they say: the notice may lie in many mailboxes. */
export const validationText = ({ owner, month }: Told, open: number, records: readonly RecordView[]): string => {
  const { due, closed } = listDays(month);
  const isAnyRemoved = open > records.length || !records.every(isKept);
  return [
    'L.E.A.D.S. AUTOMATED MESSAGE  VALIDATION NOT COMPLETED',
    `${owner} HAS NOT VALIDATED ${String(open)} RECORD${open === 1 ? '' : 'S'} OF THE LIST OF ${month.slice(4, 6)}/${month.slice(0, 4)}, DUE ON ${due}.`,
    `${isAnyRemoved ? `WHAT IS NOT VALIDATED, CLEARED OR CANCELLED IS REMOVED ON ${closed}; ` : ''}A MODIFICATION ALONE DOES NOT VALIDATE.`,
    ...records.map((record) => lineOf(record, closed)),
    ...(open > records.length ? [`AND ${String(open - records.length)} MORE`] : []),
  ].join('\n');
};

/**
 * On the 16th an agency and the control room are told, once for each list, what is missing (D19). Every record's own timer
 * says so; the first of an agency tells of all, and the message's id, made of list and agency, keeps it single.
 */
export const tellWhatWasNotValidated = (platform: Platform, { post, addresses, untilVisible }: OutgoingMail) => {
  const done = recent<string, Promise<void>>(LISTS_REMEMBERED_MAX);

  const tell = async ({ position }: Commit, told: Told): Promise<void> => {
    const { owner: ori, month } = told;
    await untilVisible(positionText(position));
    const { lists } = await platform.bus.ask<ValidationCountsAnswer>('inquiry', 'validation-counts', { ori, months: [month] }, ASK_TIMEOUT_MS);
    const { records } = await platform.bus.ask<ValidationListAnswer>('inquiry', 'validation-list', { ori, month, state: 'open', limit: LINES_MAX }, ASK_TIMEOUT_MS);
    const open = lists[0]?.open ?? 0;
    if (open === 0) return;
    const { part, seq } = position;
    const said = validationText(told, open, records as unknown as readonly RecordView[]);
    const to = [{ terminals: addresses.terminalsOf(ori), name: ori }, { terminals: addresses.controlRoom(), name: LEADS_CONTROL }];
    for (const [n, { terminals, name }] of to.entries()) {
      const mri = mriOf(part.ledger as LedgerName, part.index, platform.partitions, seq, n);
      const mail = { mri, kind: 'notice', mke: 'VALIDATION', from: LEADS_CONTROL, to: name, background: 'none', position: positionText(position) } as const;
      await post({ terminals, mail, text: `MRI ${String(mri)}\n${said}` }, `validation/${month}/${ori}/${String(n)}`);
    }
  };

  return async (commit: Commit): Promise<void> => {
    for (const told of commit.body.ev.flatMap((event) => toldBy(event) ?? [])) {
      const key = `${told.month}/${told.owner}`;
      const telling = done.get(key) ?? tell(commit, told);
      done.set(key, telling);
      await telling.catch((cause: unknown) => {
        done.delete(key);
        throw cause;
      });
    }
  };
};
