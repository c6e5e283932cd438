import type { Instant } from '@statewire/kernel';
import { openLists, type RecordView, type ValidationMonth } from '@statewire/record-file';
import type { Chapter as WholeChapter } from './chapters.js';

/** The list on which a record is, or was confirmed; `byChange`: by a change, which NCIC may still refuse, and by nobody's own word. */
export type Place = Readonly<{ month: ValidationMonth; confirmed: boolean; byChange: boolean }>;

/** On which list a message found its record, `since`: in which version. `state`: what the record was there with that message; undefined where nobody has said so yet. */
export type Found = Readonly<{ month: ValidationMonth; since: number; state?: 'open' | 'confirmed' }>;

/** What of an event of a record's history is looked at here. */
export type Chapter = Pick<WholeChapter, 'position' | 'at' | 'record'>;

/** The open list on which a record is, or on which it was confirmed. */
export const placeOn = ({ validation = {} }: Pick<RecordView, 'validation'>, now: Instant): Place | undefined => {
  const open = openLists(now);
  const { month, done } = validation;
  if (month !== undefined && open.includes(month)) return { month, confirmed: false, byChange: false };
  return done !== undefined && open.includes(done.month) ? { month: done.month, confirmed: true, byChange: done.change !== undefined } : undefined;
};

/** Of a message that was sent about a record in this version, at this place. */
export const foundBy = ({ month, confirmed }: Place, { version }: Pick<RecordView, 'version'>): Found => ({ month, since: version, ...(confirmed ? { state: 'confirmed' } : {}) });

/** What was said first of a change by which a record may be confirmed: that it is, or by NCIC that the change is none. */
const firstSaid = (chapters: readonly Chapter[], month: ValidationMonth, change: number): Pick<Found, 'state'> => {
  for (const { record: { validation } } of chapters) {
    if (validation?.done?.month === month) return { state: 'confirmed' };
    if (validation?.refused === change) return { state: 'open' };
  }
  return {};
};

/** Of the message whose reply has this position, as the record's history tells it. Undefined where that knows of none, or the record was on no list that was open then. */
export const foundThen = (chapters: readonly Chapter[], position: string | undefined): Found | undefined => {
  const sent = chapters.findIndex((chapter) => chapter.position === position);
  const [before, after] = [chapters[sent - 1], chapters[sent]];
  if (before === undefined || after === undefined) return undefined;
  const place = placeOn(before.record, after.at);
  if (place === undefined) return undefined;
  const found = foundBy(place, before.record);
  // A change may have put the record on a later list, or on none.
  if (placeOn(after.record, after.at)?.month !== place.month) return { ...found, state: 'confirmed' };
  return { ...found, ...(place.confirmed ? {} : firstSaid(chapters.slice(sent + 1), place.month, after.record.version)) };
};
