import { FILE_LEDGERS } from '@statewire/contracts';
import { positionText, type Commit } from '@statewire/ledger';
import type { Projection } from '@statewire/projector';
import { recordView, type RecordView } from '@statewire/record-file';

const VERSION_DIGITS = 9;

/** One event of a record: who did what when, where it lies, and the record as it stood after it. */
type RecordChapter = Readonly<{
  type: string;
  version: number;
  at: string;
  by: Readonly<{ ori: string; device: string; user: string }>;
  position: string;
  record: RecordView;
}>;

export const chapterKey = (idx: string, version: number): string => `RECORD:${idx}:${String(version).padStart(VERSION_DIGITS, '0')}`;
export const chapterEnd = (idx: string): string => `RECORD:${idx}:~`;

/** Every event of every record, in its order: the record's history, and its state at any instant. */
export const recordHistory: Projection = {
  name: 'record-history',
  version: 2,
  apply: ({ head, body, position }: Commit) =>
    body.ev
      .filter(({ d }) => FILE_LEDGERS[String(d['file'])] !== undefined)
      .map((event) => {
        const record = recordView(event);
        const key = chapterKey(record.idx, record.version);
        const { ori, device, user } = body.by;
        const chapter: RecordChapter = {
          type: event.t, version: record.version, at: head.at, by: { ori, device, user }, position: positionText(position), record,
        };
        return { id: key, seq: head.seq, put: { keys: [key], doc: chapter } };
      }),
};
