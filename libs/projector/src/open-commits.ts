import { kidsOf, openEvent } from '@statewire/keyring';
import { stateAfter, type Commit, type OpenedEvent, type StoredEvent } from '@statewire/ledger';
import { decoded, streamsOf, type DecodedCommit } from './decode-commit.js';
import type { FeedBatch, ReadBatch, ReadCommit } from './feed-batch.js';
import type { PartitionSource } from './read-commits.js';

/**
 * What a follower needs opened of the sealed parts of events. `newest`: an event tells the whole of its stream, so that of
 * several in a batch only the last is given. `nothing`: its handler looks at no sealed part, and may be given events without.
 */
export type Opening = 'everything' | 'newest' | 'nothing';

/** `concerns` is asked of each commit before anything of it is opened; others are passed over. Left out: all are given. */
export type Opens = Readonly<{ opens: Opening; concerns?: ((commit: Commit) => boolean) | undefined }>;

type Source = Pick<PartitionSource, 'keyring' | 'part' | 'known'>;
/** A commit with what is left of its events; the same one where all are. */
type Wanted = Readonly<{ commit: DecodedCommit; places: readonly number[] | undefined }>;

/**
 * A batch as a follower needs it. Keys are brought to hand first, all at once. What cannot be decoded or does not open is never skipped:
 * the batch ends before it, and a batch that would begin with it is the Failure.
 */
export const openBatch = async (source: Source, batch: ReadBatch, opens: Opens): Promise<FeedBatch> => {
  const { commits } = batch;
  try {
    return { ...batch, commits: await openedCommits(source, commits, opens) };
  } catch (cause) {
    if (!(cause instanceof Unreadable)) throw cause;
    const before = commits.slice(0, commits.indexOf(cause.commit));
    const last = before.at(-1);
    if (last === undefined) throw cause.cause;
    return openBatch(source, { ...batch, commits: before, state: stateAfter(last) }, opens);
  }
};

/** Says which commit of a batch it was. */
class Unreadable extends Error {
  constructor(readonly commit: ReadCommit, cause: unknown) {
    super('A commit cannot be read.', { cause });
  }
}

const reading = <T>(commit: ReadCommit, read: () => T): T => {
  try {
    return read();
  } catch (cause) {
    throw new Unreadable(commit, cause);
  }
};

const openedCommits = async (source: Source, commits: readonly ReadCommit[], { opens, concerns = () => true }: Opens): Promise<readonly Commit[]> => {
  const read = opens === 'newest' && commits.length > 1 ? newestOf(source, commits) : commits.map((commit) => whole(source, commit));
  const wanted = read.filter(({ commit }) => concerns(commit));
  if (opens === 'nothing') return wanted.map(({ commit }) => commit);
  const kids = kidsOf(wanted.flatMap(sealedOf));
  if (kids.size > 0) await source.keyring.load(kids);
  return wanted.map((each) => reading(each.commit, () => openWanted(source, each)));
};

const whole = ({ known }: Source, commit: ReadCommit): Wanted => ({ commit: reading(commit, () => decoded(known, commit)), places: undefined });

/** Commits that hold the last event of a stream, with nothing but such events. No other is decoded. */
const newestOf = (source: Source, commits: readonly ReadCommit[]): readonly Wanted[] => {
  const told = new Set<string>();
  const wanted: Wanted[] = [];
  for (let at = commits.length - 1; at >= 0; at -= 1) {
    const commit = commits[at];
    if (commit === undefined) continue;
    const streams = reading(commit, () => streamsOf(source.known, commit));
    const places = placesOfNew(streams, told);
    if (places.length === 0 && streams.length > 0) continue;
    wanted.push({ ...whole(source, commit), places: places.length === streams.length ? undefined : places });
  }
  return wanted.reverse();
};

/** Where streams come last that were not told of yet; now they are. */
const placesOfNew = (streams: readonly string[], told: Set<string>): readonly number[] => {
  const places: number[] = [];
  for (let place = streams.length - 1; place >= 0; place -= 1) {
    const stream = streams[place] ?? '';
    if (told.has(stream)) continue;
    told.add(stream);
    places.unshift(place);
  }
  return places;
};

const sealedOf = ({ commit: { sealed = [] }, places }: Wanted): readonly StoredEvent[] => (places === undefined ? sealed : among(sealed, places));

const among = <E>(events: readonly E[], places: readonly number[]): readonly E[] =>
  places.flatMap((place) => {
    const event = events[place];
    return event === undefined ? [] : [event];
  });

const openWanted = (source: Source, { commit, places }: Wanted): Commit => {
  const { head, hash, position, offset, sealed, body } = commit;
  if (places !== undefined) {
    const ev = sealed === undefined ? among(body.ev, places) : openedEvents(source, among(sealed, places));
    return { head, hash, position, offset, body: { ...body, ev } };
  }
  if (sealed === undefined) return commit;
  commit.body = { ...body, ev: openedEvents(source, sealed) };
  commit.sealed = undefined;
  return commit;
};

const openedEvents = ({ keyring, part, known }: Source, sealed: readonly StoredEvent[]): readonly OpenedEvent[] =>
  sealed.map((stored) => known.upcast(openEvent(keyring, part.ledger, stored)));
