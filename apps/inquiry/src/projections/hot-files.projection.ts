import type { Commit } from '@statewire/ledger';
import type { Projection } from '@statewire/projector';
import { MATCHER_VERSION } from '@statewire/person-match';
import { fileRules, isLive, recordView, searchKeys, type RecordView } from '@statewire/record-file';
import type { ViewChange } from '@statewire/views';

/** A live record with the stream of its events and the home key of the desk that decides on it. */
export type Filed = RecordView & Readonly<{ stream: string; home: string }>;

/** Raised when a file's keys change. */
const KEYS_VERSION = 11;

/**
 * What inquiries answer from: one document a live record under a few keys, from the moment it waits for NCIC, so that a
 * command finds its home; inquiries pass over what waits. Gone when the record ends.
 */
export const hotFiles: Projection = {
  name: 'hot-files',
  version: 100 * MATCHER_VERSION + KEYS_VERSION,
  // Every event tells the whole record as it then stands.
  opens: 'newest',
  apply: ({ head, body }: Commit): readonly ViewChange[] =>
    body.ev.flatMap((event): readonly ViewChange[] => {
      const rules = fileRules[String(event.d['file'])];
      if (rules === undefined) return [];
      const record = recordView(event);
      const { seq } = head;
      if (!isLive(record)) return [{ id: record.idx, seq, remove: true }];
      const filed: Filed = Object.assign(record, { stream: event.s, home: head.k });
      return [{ id: record.idx, seq, put: { keys: searchKeys(rules, record), doc: filed } }];
    }),
};
