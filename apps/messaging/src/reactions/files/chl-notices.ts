import { recordLines, recordView } from '@statewire/record-file';
import { notice, type FileNotices, type Says } from '../notice.js';

/** Whoever's record it was hears who has taken it over (manual, Changing the Ownership of a Concealed Handgun License Record). */
const transferred: Says = (commit, event, partitions, { terminalsOf }) => {
  const record = recordView(event);
  const former = String(record.more?.['formerOwner'] ?? '');
  const [name = ''] = record.fields['NAM'] ?? [];
  // The sheriff's own number, where the permit has one.
  const [permit = `PER/${record.fields['PER']?.[0] ?? ''}`] = (record.fields['LPN'] ?? []).map((number) => `LPN/${number}`);
  const text = [
    'LEADS AUTOMATED MESSAGE',
    `THIS MESSAGE IS TO INFORM YOU THAT CONCEALED HANDGUN LICENSE HOLDER ${name} WITH ${permit} HAS REQUESTED CONCEALED HANDGUN LICENSE SERVICE AT ${record.owner}.`,
    `THEY HAVE MODIFIED YOUR LEADS RECORD LID/${record.lid} TO REFLECT THE NEW INFORMATION.`,
  ].join('\n');
  return [notice(commit, 0, partitions, record, terminalsOf(former), { kind: 'notice', mke: 'MCP', to: former, text })];
};

/** The holder's sheriff hears of an expired permit (decision D21). */
const expired: Says = (commit, event, partitions, { terminalsOf }) => {
  const record = recordView(event);
  const text = ['L.E.A.D.S. AUTOMATED MESSAGE  CONCEALED HANDGUN LICENSE NOTICE', 'THE FOLLOWING PERMIT HAS EXPIRED', recordLines(record)].join('\n');
  return [notice(commit, 0, partitions, record, terminalsOf(record.owner), { kind: 'notice', to: record.owner, text })];
};

export const chlNotices: FileNotices = { transferred, expired };
