import { isOfAnswer, type JournalEntry, type Response } from '@statewire/contracts';
import type { JsonObject } from '@statewire/kernel';
import type { Commit, OpenedEvent } from '@statewire/ledger';
import type { Post } from '../domain/mailbox.decider.js';

/** Whether the journal has a word of a source that came after its inquiry was answered. */
export const bringsLateWords = ({ body }: Commit): boolean => body.ev.some(({ d }) => d['late'] !== undefined);

type Told = Readonly<{ response: Pick<Response, 'text'> & Partial<Response>; kid?: string }>;

const openedOf = ({ p }: OpenedEvent): JsonObject | undefined => (typeof p === 'object' ? p : undefined);

/** What the commit tells: the responses in it, or the answer's own words where it has none, not even in other commits. What was expunged since is told no more. */
const toldIn = (entry: OpenedEvent, events: readonly OpenedEvent[]): readonly Told[] => {
  const { outside = [], says = '' } = (openedOf(entry) ?? {}) as unknown as Readonly<{ outside?: readonly Response[]; says?: string }>;
  const shown = events.filter(({ t }) => t === 'record.shown');
  if (outside.length === 0 && shown.length === 0) return says === '' || entry.t === 'message.shown' || entry.d['parts'] !== undefined ? [] : [{ response: { text: says } }];
  return [
    ...outside.map((response) => ({ response })),
    ...shown.flatMap((event) => {
      const response = openedOf(event) as unknown as Response | undefined;
      return response === undefined ? [] : [{ response, kid: String(event.d['stream']) }];
    }),
  ];
};

/** The mail that brings a late word to the terminal that has asked, sealed under the key of the record that it shows; its id is the word's. */
export const lateWordsOf = ({ body }: Commit): readonly Readonly<{ id: string; post: Post }>[] => {
  const entry = body.ev.find(isOfAnswer);
  const { late, terminal, mri, mke = '' } = (entry?.d ?? {}) as unknown as JournalEntry;
  if (entry === undefined || late === undefined) return [];
  const { id, source, re } = late;
  return toldIn(entry, body.ev).map(({ response: { text, background = 'none', record }, kid }) => ({
    id,
    post: {
      terminals: [terminal], text, ...(kid === undefined ? {} : { kid }),
      mail: { mri, kind: 'response', mke, from: source, to: terminal, background, re, ...(record === undefined ? {} : { record }) },
    },
  }));
};
