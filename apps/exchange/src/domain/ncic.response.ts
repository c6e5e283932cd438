import { recordText, type FileName } from '@statewire/catalogue';
import type { Response } from '@statewire/contracts';
import { fileRules, forEverybody } from '@statewire/record-file';
import type { NcicRecord } from './ncic-store.js';

/** Lines that NCIC puts under a hit (facts §2.3): a hit is a pointer, and is confirmed before anybody acts on it. */
const CONFIRM = 'IMMED CONFIRM RECORD WITH ORI';
/** What NCIC's own records do not have: LEADS's numbers. */
const LEADS_NUMBERS = /^(IDX|LID)\/.*$\n?/gm;
const MKE_LINE = /^MKE\/(.*)$/m;

/** A hit as NCIC answers it; all NCIC responses are yellow. */
export const ncicResponse = ({ nic, mke, ori, fields, parts, located, file }: NcicRecord): Response => {
  const text = recordText(file as FileName, {
    mke, ori, fields: forEverybody(fields), nic, idx: '', lid: '',
    ...(parts === undefined ? {} : { parts }),
    ...(located === undefined ? {} : { located }),
  });
  return {
    source: 'NCIC',
    mke: MKE_LINE.exec(text)?.[1] ?? mke,
    background: 'yellow',
    text: `${text.replaceAll(' IDX/ LID/', '').replace(LEADS_NUMBERS, '').trimEnd()}\n${fileRules[file]?.line?.confirm ?? CONFIRM}`,
  };
};
