import { ohioDate } from '@statewire/clock';
import { isOfAnswer, type JournalEntry, type ShownReference } from '@statewire/contracts';
import type { Instant } from '@statewire/kernel';
import type { Commit, OpenedEvent } from '@statewire/ledger';
import { fileRules } from '@statewire/record-file';
import type { View, ViewChange } from '@statewire/views';

/** When and by whom a record was shown last, as far as one partition of the journal tells. */
export type LastQuery = Readonly<{ stream: string; at: Instant; by: string }>;
export type Queried = NonNullable<ShownReference['queried']>;

export const LAST_QUERIES = { name: 'last-queries', version: 1 } as const;

/** More than the journal has partitions. */
const PARTITIONS_MAX = 1_024;

const key = (stream: string): string => `QUERIED:${stream}`;
const showsIt = (stream: string): boolean => fileRules[stream.slice(0, stream.indexOf('/'))]?.showsLastQuery === true;

const shownIn = ({ t, d }: OpenedEvent): string | undefined =>
  t === 'record.shown' && d['kind'] === 'response' && showsIt(String(d['stream'])) ? String(d['stream']) : undefined;

/** Whether an answer has shown a record whose responses tell of the last inquiry. */
export const tellsOfQueries = ({ body }: Commit): boolean => body.ev.some((event) => shownIn(event) !== undefined);

/**
 * What an answer changes: a document a record and partition, since terminals of several partitions ask about the same record and the
 * commits of one partition say nothing about the order of another's.
 */
export const queriesIn = ({ head: { seq, at }, position: { part }, body }: Commit): readonly ViewChange[] => {
  const entry = body.ev.find(isOfAnswer)?.d as JournalEntry | undefined;
  if (entry === undefined) return [];
  const streams = new Set(body.ev.map(shownIn).filter((stream) => stream !== undefined));
  return [...streams].map((stream): ViewChange =>
    ({ id: `${String(part.index)}/${stream}`, seq, put: { keys: [key(stream)], doc: { stream, at, by: entry.ori } satisfies LastQuery } }));
};

/** Of these records those that were shown before, with the last time; nothing is read for files that do not tell it. */
export const queriedBefore = async (view: View<LastQuery>, streams: readonly string[]): Promise<ReadonlyMap<string, Queried>> => {
  const found = await Promise.all(streams.filter(showsIt).map((stream) => view.find(key(stream), PARTITIONS_MAX)));
  return new Map(found.flatMap((documents) => {
    const [last] = documents.map(({ doc }) => doc).sort((one, other) => (one.at < other.at ? 1 : -1));
    return last === undefined ? [] : [[last.stream, { on: ohioDate(last.at), by: last.by }]];
  }));
};
