import { decodeBody, type Commit } from '@statewire/ledger';
import type { ReadCommit } from './feed-batch.js';
import type { KnownEvents } from './known-events.js';

/** A commit whose body is at hand, with events of the newest versions. */
export type DecodedCommit = ReadCommit & { body: Commit['body'] };

const noLine = new Uint8Array();

/** Failure `ledger/undecodable` or `projector/unknown-event` for what must never be skipped. */
export const decoded = (known: KnownEvents, commit: ReadCommit): DecodedCommit => {
  if (commit.body === undefined) {
    const body = decodeBody(commit.head, commit.line ?? noLine);
    const ev = known.upcastAll(body.ev);
    commit.sealed = body.ev.some(({ x }) => x !== undefined) ? body.ev : undefined;
    commit.body = ev === body.ev ? body : { ...body, ev };
    commit.line = undefined;
  }
  return commit as DecodedCommit;
};

/** How the first event begins; these quotes stand outside of any text, in which they would be escaped. Texts with an escape or beyond ASCII do not match. */
const firstEvent = /"ev":\[\{"t":"([ !#-[\]-~]*)","tv":([1-9]\d{0,8}),"s":"([ !#-[\]-~]*)",/;
const firstEventWithin = 256;

/**
 * The streams of a commit's events. Most commits have one, whose type and stream are read without the rest: where a later event
 * tells the same stream whole, it need not be. Failures as of {@link decoded}.
 */
export const streamsOf = (known: KnownEvents, commit: ReadCommit): readonly string[] => {
  const { head, line } = commit;
  const [, t, tv, s] = line !== undefined && head.n === 1 ? (firstEvent.exec(beginning(line)) ?? []) : [];
  if (t === undefined || s === undefined) return decoded(known, commit).body.ev.map((event) => event.s);
  known.assertKnown({ t, tv: Number(tv), s });
  return [s];
};

const beginning = ({ buffer, byteOffset, length }: Uint8Array): string =>
  Buffer.from(buffer, byteOffset, Math.min(length, firstEventWithin)).toString('latin1');
