import type { ShownReference, ShownResponse } from '@statewire/contracts';
import { fileRules } from './files/index.js';
import type { RecordView } from './record.js';
import { lookOf, recordLines, recordRef, withLastQuery } from './shown.js';

/** What stands under a hit: it is a pointer, to be confirmed before anybody acts on it (manual, Inquiry of Stolen/Felony Vehicle Records). */
const CONFIRM = 'CONFIRM THE HIT WITH THE ENTERING AGENCY BEFORE ANY ARREST OR RECOVERY';
const MKE_LINE = /^MKE\/(.*)$/m;

/** What a response says beside the record: `line` is what a list says of it. */
export type Beside = Readonly<{ line?: string | undefined; notify?: string | undefined; queried?: ShownReference['queried'] | undefined }>;

/** A record as an inquiry shows it; `stream` is that of its events. */
export const responseOf = (record: RecordView & Readonly<{ stream: string }>, { line, notify, queried }: Beside = {}): ShownResponse => {
  const { file, owner, stream, version } = record;
  const { background, alert, banner, caveat } = lookOf(record);
  const lines = recordLines(queried === undefined ? record : withLastQuery(record, queried));
  return {
    source: 'LEADS',
    mke: MKE_LINE.exec(lines)?.[1] ?? record.mke,
    background: background ?? fileRules[file]?.background ?? 'none',
    text: [banner, alert === undefined ? lines : lines.replace(MKE_LINE, `$&\n${alert}`), line, caveat ?? CONFIRM].filter((part) => part !== undefined).join('\n'),
    record: { ...recordRef(record), ori: owner },
    shown: { stream, version, ...(queried === undefined ? {} : { queried }), ...(notify === undefined ? {} : { notify }) },
  };
};
