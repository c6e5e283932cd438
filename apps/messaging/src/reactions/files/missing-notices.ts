import { fieldRule } from '@statewire/catalogue';
import { alertOf, blankAfterAMonth, recordLines, recordView } from '@statewire/record-file';
import { notice, type FileNotices, type LineWords, type Says } from '../notice.js';

/** Who gets an alert: every terminal, and the control room (decision M7). */
const EVERYBODY = 'OHALLTERM';

/** Manual, AMBER Alert Entry and Endangered Missing Adult Alert: the entry alone raises the alert, once NCIC has accepted it. */
const alert: Says = (commit, event, partitions, { reachedBy, controlRoom }) => {
  const record = recordView(event);
  const title = alertOf(record);
  if (title === undefined) return [];
  const text = [
    `***** ${title} *****`,
    `${record.owner} ASKS FOR THE HELP OF ALL AGENCIES IN FINDING THIS PERSON`,
    recordLines(record),
    `CONTACT ${record.owner} WITH ANY INFORMATION`,
  ].join('\n');
  const terminals = [...new Set([...reachedBy([EVERYBODY]), ...controlRoom()])];
  return [notice(commit, 1, partitions, record, terminals, { kind: 'broadcast', background: 'red', to: EVERYBODY, text })];
};

/** NCIC's notice of what is still blank (manual, Missing Person). The comparison's clock says nothing: its answer does. */
const blank: Says = (commit, event, partitions, { terminalsOf }) => {
  const { kind } = (event.d['clock'] ?? {}) as Readonly<{ kind?: string }>;
  if (kind !== 'month') return [];
  const record = recordView(event);
  const text = [
    `$.K. ${record.owner}`,
    'YOUR MISSING PERSON RECORD IS OVER 30 DAYS OLD AND THESE FIELDS ARE STILL BLANK:',
    ...blankAfterAMonth(record).map((tag) => `${tag} (${fieldRule(tag, 'missing-person')?.name.toUpperCase() ?? tag})`),
    'ENTER THEM IF THEY ARE AVAILABLE. DENTAL DATA OF A JUVENILE THAT ARE NOT AVAILABLE ARE ENTERED AS DCH/UNK.',
    recordLines(record),
  ].join('\n');
  return [notice(commit, 0, partitions, record, terminalsOf(record.owner), { kind: 'notice', to: record.owner, text })];
};

/** What the file of missing persons says beside what is said of every file's records. */
export const missingNotices: FileNotices = { entered: alert, noticed: blank };

/** NCIC's message of possible matches (manual, Missing Person); the record follows. */
export const missingOnTheLine: LineWords = {
  compared: ({ ori, said }) => [
    `$.N. ${ori}`,
    'NCIC HAS COMPARED YOUR MISSING PERSON WITH THE UNIDENTIFIED PERSON FILE. POSSIBLE MATCHES:',
    ...said,
    'YOUR RECORD:',
  ].join('\n'),
};
