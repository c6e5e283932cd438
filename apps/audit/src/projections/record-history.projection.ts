import { FILE_LEDGERS } from '@statewire/contracts';
import type { JsonObject } from '@statewire/kernel';
import { positionText, type Commit } from '@statewire/ledger';
import type { Projection } from '@statewire/projector';
import { recordView, type RecordView } from '@statewire/record-file';
import type { View } from '@statewire/views';

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
const chapterEnd = (idx: string): string => `RECORD:${idx}:~`;

/** Of a history that is longer, this much is told at once. */
const CHAPTERS_MAX = 1_000;
/** `more`: the history goes on behind these. */
export type Chapters = Readonly<{ chapters: readonly JsonObject[]; more: boolean }>;

/** What happened to a record after the version that is known already, oldest first. */
export const chaptersAfter = async (view: Pick<View, 'range'>, idx: string, after: number, max = CHAPTERS_MAX): Promise<Chapters> => {
  const found = await view.range(chapterKey(idx, after + 1), chapterEnd(idx), max + 1);
  return { chapters: found.slice(0, max).map(({ doc }) => doc), more: found.length > max };
};

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
