import { ohioText } from '@statewire/clock';
import { sentMessage, STREAM_LEDGERS, type SentMessage } from '@statewire/contracts';
import type { JsonObject } from '@statewire/kernel';
import { positionText, stateAfter, type ChainState, type Commit, type OpenedEvent } from '@statewire/ledger';
import type { LedgerFeed } from '@statewire/projector';
import { fieldsFor, isShownTo, locatedBy, recordView } from '@statewire/record-file';
import { cameToStand } from '../domain/came-to-stand.js';
import type { EventStream } from './server-sent-events.js';
import { cursorText, type Place } from './stream-cursor.js';

export type Subscriber = Readonly<{ ori: string; type: string; groups: readonly string[]; terminals: readonly string[] }>;

/** What a file's event says to a subscriber, and whether it may be told at all. */
type Shown = Readonly<{ subject: string; data: object }>;
type Shows = Readonly<{ maySee: (event: OpenedEvent, to: Subscriber) => boolean; show: (event: OpenedEvent, to: Subscriber) => Shown }>;

/** An entry that was cancelled before NCIC had answered, or an image whose record ended before, was never on file. */
const wasOnFile = ({ d }: OpenedEvent): boolean => d['entered'] !== undefined;

const records: Shows = {
  maySee: (event, to) => cameToStand(event.t) && wasOnFile(event) && isShownTo(to, recordView(event)),
  show: (event, to) => {
    const record = recordView(event);
    const { file, idx, lid, nic, kind, mke, owner, status, parts, located, reason } = record;
    return {
      subject: idx,
      data: {
        file, idx, lid, ...(nic === undefined ? {} : { nic }), kind, mke, ori: owner, status, fields: fieldsFor(record, to),
        ...(parts === undefined ? {} : { parts }),
        ...(located === undefined ? {} : { located: locatedBy(located) }),
        ...(reason === undefined ? {} : { reason }),
      },
    };
  },
};

const sentOf = ({ d }: OpenedEvent): SentMessage => sentMessage(d);
const textOf = ({ p }: OpenedEvent): JsonObject[string] => (typeof p === 'object' ? (p['text'] ?? '') : '');

/** A message is its sender's and its recipients' alone. */
const messages: Shows = {
  maySee: (event, { ori, terminals }) => {
    const sent = sentOf(event);
    return sent.from === ori || sent.terminals.some((terminal) => terminals.includes(terminal));
  },
  show: (event) => {
    const { mri, kind, mke, from, to } = sentOf(event);
    return { subject: String(mri), data: { file: 'message', mri, kind, mke, ori: from, to, text: textOf(event) } };
  },
};

const SHOWS: Readonly<Record<string, Shows>> = { message: messages };

const sourceOf = (ledger: string): string => `/statewire/${ledger}`;

/** CloudEvents 1.0, in JSON. */
const cloudEvent = (event: OpenedEvent, { head, position }: Commit, id: string, { subject, data }: Shown) => ({
  specversion: '1.0', id, source: sourceOf(position.part.ledger), type: `statewire.${event.t}.v${String(event.tv)}`,
  subject, time: ohioText(head.at), partitionkey: head.k, datacontenttype: 'application/json', data,
});

/** `to`: the subscriber as it is now; it is asked for each event. */
export type StreamOptions = Readonly<{ file: string; feed: LedgerFeed; places: readonly Place[]; to: () => Subscriber; stream: EventStream }>;

/** Sends every event of a file after a place, in order per record, and goes on as long as the subscriber listens. */
export const sendRecords = async ({ file, feed, places, to, stream }: StreamOptions): Promise<void> => {
  const at = [...places];
  const shows = SHOWS[file] ?? records;
  const ends = await Promise.all(feed.parts.map((part) => feed.end(part)));
  const past = new Set(at.flatMap(({ state }, n) => (state.next >= (ends[n] ?? 0n) ? [n] : [])));
  let sending: Promise<void> = Promise.resolve();
  let told = false;

  const inTurn = (work: () => Promise<void>): Promise<void> => {
    sending = sending.then(work);
    return sending;
  };
  const tellCaughtUp = async (): Promise<void> => {
    if (told || past.size < at.length) return;
    told = true;
    const id = cursorText(at, 'caught-up');
    await stream.send({ id, event: 'caught-up', data: JSON.stringify({ specversion: '1.0', id, source: sourceOf(STREAM_LEDGERS[file] ?? file), type: 'caught-up' }) });
  };

  const sendCommit = async (commit: Commit, n: number, before: ChainState): Promise<void> => {
    const { ev } = commit.body;
    const skipped = at[n]?.skip ?? 0;
    for (const [ordinal, event] of ev.entries()) {
      if (ordinal < skipped || event.d['file'] !== file) continue;
      const subscriber = to();
      if (!shows.maySee(event, subscriber)) continue;
      at[n] = ordinal === ev.length - 1 ? { state: stateAfter(commit), skip: 0 } : { state: before, skip: ordinal + 1 };
      const id = cursorText(at, `${positionText(commit.position)}/${String(ordinal)}`);
      await stream.send({ id, data: JSON.stringify(cloudEvent(event, commit, id, shows.show(event, subscriber))) });
    }
    at[n] = { state: stateAfter(commit), skip: 0 };
  };

  const follow = async (n: number): Promise<void> => {
    const part = feed.parts[n];
    let session: number | undefined;
    while (part !== undefined && !stream.signal.aborted) {
      const before = at[n]?.state ?? feed.genesis(part);
      const batch = await feed.read(part, before, stream.signal, session);
      if (batch === undefined) return;
      ({ session } = batch);
      await inTurn(async () => {
        let state = before;
        for (const commit of batch.commits) {
          await sendCommit(commit, n, state);
          state = stateAfter(commit);
        }
        // Void records leave what was sent of the next commit as it is.
        at[n] = { state: batch.state, skip: at[n]?.skip ?? 0 };
        if (batch.state.next >= (ends[n] ?? 0n)) past.add(n);
        await tellCaughtUp();
      });
    }
  };

  await inTurn(tellCaughtUp);
  await Promise.all(at.map((_, n) => follow(n)));
};
