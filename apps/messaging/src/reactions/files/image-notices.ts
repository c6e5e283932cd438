import { recordLines, recordView } from '@statewire/record-file';
import { notice, type FileNotices, type Says } from '../notice.js';

const NUMBER = 'IMN';

/** NCIC's word on an image that nobody sent there: it has followed its record. All of its agency hear the number that NCIC has given it. */
const followed = (says: (imn: string, refusal: string) => string): Says => (commit, event, partitions, { terminalsOf }) => {
  const { answers, changed = [] } = event.d as Readonly<{ answers?: number; changed?: readonly string[] }>;
  if (answers === undefined || !changed.includes(NUMBER)) return [];
  const record = recordView(event);
  const text = ['L.E.A.D.S. AUTOMATED MESSAGE  IMAGE NOTICE', says(record.fields[NUMBER]?.at(-1) ?? '', record.refusal ?? 'REJECT'), recordLines(record)].join('\n');
  return [notice(commit, 1, partitions, record, terminalsOf(record.owner), { kind: 'notice', to: record.owner, text })];
};

export const imageNotices: FileNotices = {
  modified: followed((imn) => `THE RECORD OF THIS IMAGE IS HELD BY NCIC NOW, AND SO IS THE IMAGE, AS ${NUMBER}/${imn}`),
  'change-refused': followed((_, refusal) => `THE RECORD OF THIS IMAGE IS HELD BY NCIC NOW, WHICH HAS REFUSED THE IMAGE: ${refusal}`),
};
