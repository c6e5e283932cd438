import { mayBeShown, seesMissingPersonsOnly } from '@statewire/access';
import { explain, type FieldValues } from '@statewire/catalogue';
import type { FaultSaid, Outcome } from '@statewire/contracts';
import type { Fault } from '@statewire/kernel';
import type { RecordView } from '@statewire/record-file';

const OVER = 'THE RECORD HAS BEEN REMOVED FROM THE FILE: ITS TIME IS OVER';

/** What a message's function is called once it has been done. */
const DONE: Readonly<Record<string, string>> = {
  enter: 'RECORD ENTERED',
  modify: 'RECORD MODIFIED',
  'last-modify': 'RECORD MODIFIED AND REMOVED FROM THE FILE: ITS TIME IS OVER',
  locate: 'RECORD LOCATED',
  'second-locate': 'RECORD LOCATED AND REMOVED: IT WAS THE SECOND LOCATE',
  'last-locate': 'RECORD LOCATED AND REMOVED FROM THE FILE',
  clear: 'RECORD CLEARED',
  cancel: 'RECORD CANCELLED',
  supplement: 'DATA ADDED TO THE RECORD',
  'modify-supplement': 'DATA OF THE RECORD MODIFIED',
  'cancel-supplement': 'DATA TAKEN FROM THE RECORD',
  'last-supplement': `DATA ADDED TO THE RECORD. ${OVER}`,
  'last-modify-supplement': `DATA OF THE RECORD MODIFIED. ${OVER}`,
  'last-cancel-supplement': `DATA TAKEN FROM THE RECORD. ${OVER}`,
  extend: 'RECORD EXTENDED',
  detain: 'DETAINER PLACED',
  'modify-detainer': 'DETAINER MODIFIED',
  'cancel-detainer': 'DETAINER CANCELLED: THE RECORD STAYS FIVE MORE DAYS',
};

/** COP3 does what its action says (manual, Caution Ohio Police: MODIFY). */
const BY_ACTION: Readonly<Record<string, string>> = { M: 'modify-supplement', D: 'cancel-supplement' };

/** What a message has done. A locate may remove the record that it locates: in some files the second one, in others the first; a change of it, or of its further data, one whose time is over with it. */
export const doneBy = (asked: string, { ACT: [action = ''] = [] }: FieldValues, { status, reason }: Pick<RecordView, 'status' | 'reason'>): string => {
  const done = BY_ACTION[action] ?? asked;
  if (status !== 'retired') return done;
  return reason === 'second-locate' ? reason : `last-${done}`;
};

/** Why an authorisation was refused; the rules of access know the reasons, this page their words. */
const NOT_AUTHORIZED: Readonly<Record<string, string>> = {
  'receive-only': 'this terminal only receives',
  'no-access': 'the agency has no access to LEADS',
  'certificate-expired': 'the operator’s certification has expired',
  certification: 'the operator is not certified for this transaction',
  'unknown-ori': 'no agency has this ORI',
  'foreign-ori': 'the ORI is neither the terminal’s own nor one that it may use for this transaction',
  'sheriffs-only': 'this transaction is for sheriffs’ offices and the agencies that enter for them',
  'no-entry': 'the agency may not enter records',
  'law-enforcement-only': 'this transaction is for law enforcement agencies',
  'reserved-code': 'this code is reserved to the agencies that the manual names',
  'own-locate': 'a locate is placed by another agency; the entering agency clears its record',
};

/** A fault in a message, and the destination that it is about where it is about one. */
type MessageFault = Fault & Readonly<{ destination?: string }>;

const sentence = (fault: MessageFault, mke: string): string => {
  const reason = fault.code === 'NOT_AUTHORIZED' ? NOT_AUTHORIZED[fault.why ?? ''] : undefined;
  const said = explain(fault, mke);
  const about = fault.destination === undefined ? said : `${said} (${fault.destination})`;
  return reason === undefined ? about : `${about} - ${reason}`;
};

/** Faults with their sentences, as a reply carries them. */
export const saidOf = (faults: readonly MessageFault[], mke: string): readonly FaultSaid[] =>
  faults.map((fault) => ({ ...fault, says: sentence(fault, mke) }));

/** The lines of a refusal: the first fault's code leads, every fault has its line. */
export const refusalText = (faults: readonly FaultSaid[]): string => ['REJECT', ...faults.map(({ says }) => says)].join('\n');

/** The lines of an update that was taken. */
export const updateText = (mke: string, fn: string, outcome: Outcome, line: string | undefined, notices: readonly string[]): string => {
  const first = outcome === 'pending' ? `${mke} PENDING - FORWARDED TO ${line ?? 'NCIC'}` : `${mke} ACCEPTED - ${DONE[fn] ?? 'DONE'}`;
  return [first, ...notices].join('\n');
};

/** Of an agency that a message names to be told of it, and that has no terminal. */
export const nobodyTold = ({ tag, ori }: Readonly<{ tag: string; ori: string }>): string => `${tag}/${ori} REACHES NO TERMINAL - THAT AGENCY WAS NOT TOLD`;

/** `next`: the message that brings the next part of a list. */
export type SourceSaid = Readonly<{ source: string; hits: number | undefined; more?: boolean; next?: string }>;

/** How an operator gets the next part of a list. */
export const listGoesOn = (next: string): string => `THE LIST GOES ON - SEND ${next}`;

const goesOn = ({ more, next }: SourceSaid): string => {
  if (next !== undefined) return ` SHOWN, ${listGoesOn(next)}`;
  return more === true ? ' SHOWN, MORE ON FILE - ASK MORE NARROWLY' : '';
};

/**
 * What is said to an agency that is not shown what it asks for, lest a file be taken for one that has nothing: to a coroner (General
 * Information), and to who is no law enforcement and asks for handgun licences alone (chapter Concealed Handgun License).
 */
export const notShown = (files: readonly string[], agency: Readonly<{ ori: string; type: string }>): readonly string[] => {
  if (seesMissingPersonsOnly(agency.ori)) return ['ONLY MISSING PERSONS ARE SHOWN TO A CORONER'];
  return files.length > 0 && files.every((file) => !mayBeShown(file, agency)) ? ['HANDGUN LICENSES ARE SHOWN TO LAW ENFORCEMENT ALONE'] : [];
};

/** What each source said to an inquiry; one that did not answer is always named. */
export const inquiryText = (asked: string, sources: readonly SourceSaid[]): string =>
  [
    asked,
    ...sources.map((said) => {
      const { source, hits } = said;
      if (hits === undefined) return `${source} DID NOT ANSWER - A LATE ANSWER COMES TO THE MAILBOX`;
      if (hits === 0 && said.next === undefined) return `${source} NO RECORD ${asked}`;
      return `${source} ${String(hits)} ${hits === 1 ? 'RECORD' : 'RECORDS'}${goesOn(said)}`;
    }),
  ].join('\n');
