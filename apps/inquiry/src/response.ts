import type { ShownResponse } from '@statewire/contracts';
import { fileRules, lookOf, recordLines, recordRef } from '@statewire/record-file';
import type { Filed } from './projections/hot-files.projection.js';

/** What stands under a hit: it is a pointer, to be confirmed before anybody acts on it (manual, Inquiry of Stolen/Felony Vehicle Records). */
const CONFIRM = 'CONFIRM THE HIT WITH THE ENTERING AGENCY BEFORE ANY ARREST OR RECOVERY';
const MKE_LINE = /^MKE\/(.*)$/m;

/** A record as an inquiry shows it; `line` is what a list says of it. */
export const responseOf = (record: Filed, line?: string): ShownResponse => {
  const { file, owner, stream, version } = record;
  const { background, banner, caveat } = lookOf(record);
  const lines = recordLines(record);
  return {
    source: 'LEADS',
    mke: MKE_LINE.exec(lines)?.[1] ?? record.mke,
    background: background ?? fileRules[file]?.background ?? 'none',
    text: [banner, lines, line, caveat ?? CONFIRM].filter((part) => part !== undefined).join('\n'),
    record: { ...recordRef(record), ori: owner },
    shown: { stream, version },
  };
};
