import type { Commit } from '@statewire/ledger';
import type { Projection } from '@statewire/projector';
import { fileRules, identificationKeys, isLive, recordView, searchKeys, type RecordView } from '@statewire/record-file';
import type { ViewChange } from '@statewire/views';

/** A live record with the stream of its events and the home key of the desk that decides on it. */
export type Filed = RecordView & Readonly<{ stream: string; home: string }>;

/**
 * What inquiries answer from: one document a live record, found by its search keys once it is on file, and by its
 * identifications from the moment it waits for NCIC, so that a command finds its home. Gone when the record ends.
 */
export const hotFiles: Projection = {
  name: 'hot-files',
  version: 2,
  apply: ({ head, body }: Commit): readonly ViewChange[] =>
    body.ev.flatMap((event): readonly ViewChange[] => {
      const rules = fileRules[String(event.d['file'])];
      if (rules === undefined) return [];
      const record = recordView(event);
      const { seq } = head;
      if (!isLive(record)) return [{ id: record.idx, seq, remove: true }];
      const keys = [...searchKeys(rules, record), ...identificationKeys(rules, record)];
      return [{ id: record.idx, seq, put: { keys, doc: { ...record, stream: event.s, home: head.k } satisfies Filed } }];
    }),
};
