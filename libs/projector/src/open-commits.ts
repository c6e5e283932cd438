import { kidsOf, openEvent } from '@statewire/keyring';
import type { OpenedEvent, StoredEvent } from '@statewire/ledger';
import { stateAfter } from './commit-ring.js';
import type { FeedBatch, ReadCommit } from './feed-batch.js';
import type { PartitionSource } from './read-commits.js';

/**
 * What a follower needs opened of the sealed parts of events. `newest`: an event tells the whole of its stream, so that of
 * several in a batch only the last is given. `nothing`: its handler looks at no sealed part, and may be given events without.
 */
export type Opening = 'everything' | 'newest' | 'nothing';

type Source = Pick<PartitionSource, 'keyring' | 'part' | 'known'>;
/** A commit with what is left of its events; the same one where all are. */
type Wanted = Readonly<{ commit: ReadCommit; places: readonly number[] | undefined }>;

/**
 * A batch as a follower needs it. Keys are brought to hand first, all at once. What does not open is never skipped: the batch
 * ends before it, and a batch that would begin with it is the Failure.
 */
export const openBatch = async (source: Source, batch: FeedBatch, opening: Opening): Promise<FeedBatch> => {
  const { commits } = batch;
  if (opening === 'nothing' || commits.length === 0) return batch;
  const wanted = opening === 'newest' && commits.length > 1 ? newestOf(commits) : commits.map((commit): Wanted => ({ commit, places: undefined }));
  const kids = kidsOf(wanted.flatMap(sealedOf));
  if (kids.size > 0) await source.keyring.load(kids);
  const opened: ReadCommit[] = [];
  for (const each of wanted) {
    try {
      opened.push(openWanted(source, each));
    } catch (cause) {
      const before = commits.slice(0, commits.indexOf(each.commit));
      const last = before.at(-1);
      if (last === undefined) throw cause;
      return openBatch(source, { ...batch, commits: before, state: stateAfter(last) }, opening);
    }
  }
  return { ...batch, commits: opened };
};

/** Commits that hold the last event of a stream, with nothing but such events. */
const newestOf = (commits: readonly ReadCommit[]): readonly Wanted[] => {
  const told = new Set<string>();
  const wanted: Wanted[] = [];
  for (let at = commits.length - 1; at >= 0; at -= 1) {
    const commit = commits[at];
    if (commit === undefined) continue;
    const { ev } = commit.body;
    const places: number[] = [];
    for (let place = ev.length - 1; place >= 0; place -= 1) {
      const stream = ev[place]?.s ?? '';
      if (told.has(stream)) continue;
      told.add(stream);
      places.push(place);
    }
    if (places.length > 0 || ev.length === 0) wanted.push({ commit, places: places.length === ev.length ? undefined : places.reverse() });
  }
  return wanted.reverse();
};

const sealedOf = ({ commit: { sealed = [] }, places }: Wanted): readonly StoredEvent[] => (places === undefined ? sealed : among(sealed, places));

const among = <E>(events: readonly E[], places: readonly number[]): readonly E[] =>
  places.flatMap((place) => {
    const event = events[place];
    return event === undefined ? [] : [event];
  });

const openWanted = (source: Source, { commit, places }: Wanted): ReadCommit => {
  const { sealed, body } = commit;
  if (places !== undefined) {
    const ev = sealed === undefined ? among(body.ev, places) : openedEvents(source, among(sealed, places));
    return { ...commit, sealed: undefined, body: { ...body, ev } };
  }
  if (sealed === undefined) return commit;
  commit.body = { ...body, ev: openedEvents(source, sealed) };
  commit.sealed = undefined;
  return commit;
};

const openedEvents = ({ keyring, part, known }: Source, sealed: readonly StoredEvent[]): readonly OpenedEvent[] =>
  sealed.map((stored) => known.upcast(openEvent(keyring, part.ledger, stored)));
