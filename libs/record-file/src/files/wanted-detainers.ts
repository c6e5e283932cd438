import { addDays, addMonths, isDate, ohioDate, ohioInstant, weekdayOf } from '@statewire/clock';
import type { Fault, Instant } from '@statewire/kernel';
import { changesOf } from '../changing.js';
import type { Fields } from '../fields.js';
import type { Clocks, OwnFunction, Scene } from '../file-rules.js';
import type { Outcome } from '../happening.js';
import { lineTold } from '../line.js';
import type { RecordView, Standing } from '../record.js';
import { ending, endOfTerm } from '../retention.js';
import { filled } from '../scene.js';
import { withPart } from '../supplementing.js';

/** Name of the part that holds a detainer. */
export const DETAINER = 'DETAINER';
/** Ohio time of notices that belong to a day (D8). */
const NOTICE_TIME = '0005';
const NO_END = '99999999';

const dayOf = (date: string): Instant => ohioInstant(date, NOTICE_TIME);
const reminderOf = ({ located }: Standing): Instant | undefined => (located === undefined ? undefined : dayOf(addDays(ohioDate(located.at), 1)));
const noon = (date: string): Instant => ohioInstant(date, '1200');
const sentenceEnd = ({ parts }: Pick<Standing, 'parts'>): string | undefined => {
  const [end] = parts?.[DETAINER]?.['DSE'] ?? [];
  return end === undefined || end === NO_END || !isDate(end) ? undefined : end;
};

/** The agency at which the person is held for this record no longer: it is told, so that nobody is kept there for a detainer that is gone. */
const leaving = ({ parts, more = {} }: Standing, after: Fields): NonNullable<Standing['more']> => {
  const { left: _, ...rest } = more;
  const [holder] = parts?.[DETAINER]?.['IRI'] ?? [];
  return holder === undefined || after['IRI']?.[0] === holder ? rest : { ...rest, left: holder };
};

/** With a detainer the record stays: until five days after the sentence has ended, where that is known. */
const detained = (scene: Scene, { retire: _, ...record }: Standing, detainer: Fields): Standing => {
  const parts = withPart(record.parts, DETAINER, detainer);
  const end = sentenceEnd({ parts });
  return { ...record, parts, more: leaving(record, detainer), ...ending(end === undefined ? undefined : endOfTerm(scene.rules.locate.term, noon(end))) };
};

/** Somewhere the person is held. */
const nowhere = ({ IRI, INC }: Fields): Fault | undefined => (IRI === undefined && INC === undefined ? { code: 'MISSING_FIELD', tag: 'IRI/INC', why: 'not-deletable' } : undefined);

/** The end of a sentence that is over stays as it is said: a message that says nothing of it is not refused for it. */
const faultOf = ({ DIS, DSE }: Fields, changes: Fields, now: Instant): Fault | undefined => {
  const [[begins] = [], [ends] = []] = [DIS, DSE];
  if (ends === undefined) return undefined;
  if (begins !== undefined && ends < begins) return { code: 'FIELD_ERROR', tag: 'DSE', why: 'sentence' };
  return changes['DSE'] !== undefined && ends < ohioDate(now) ? { code: 'FIELD_ERROR', tag: 'DSE', why: 'sentence-over' } : undefined;
};

/** Facts of the detainer alone: what named the record says nothing about it. */
const TAGS = ['DOD', 'DNO', 'IRI', 'INC', 'DIS', 'DSE'];
const said = (fields: Fields): Fields => Object.fromEntries(TAGS.flatMap((tag) => (fields[tag] === undefined ? [] : [[tag, fields[tag]]])));

const placed = ({ status, parts, idx }: RecordView): Fault | undefined => {
  if (parts?.[DETAINER] !== undefined) return { code: 'DETAINER', idx };
  return status === 'located' ? undefined : { code: 'PROHIBITED', idx, why: 'not-located' };
};
const standing = ({ parts, idx }: RecordView): Fault | undefined => (parts?.[DETAINER] === undefined ? { code: 'NOT_ON_FILE', idx } : undefined);

/** DW places a detainer on a record that was located; MDW changes it. Manual, Locates and Detainers; facts.md §1.10. */
export const detain = (act: 'place' | 'change'): OwnFunction => ({
  of: 'owner',
  handle: (scene, record, message): Outcome => {
    const changes = said(changesOf(scene.rules, message.fields));
    const detainer = filled({ ...record.parts?.[DETAINER], ...changes });
    const fault = (act === 'place' ? placed : standing)(record) ?? nowhere(detainer) ?? faultOf(detainer, changes, scene.now);
    if (fault !== undefined) return { faults: [fault] };
    return { events: [{ what: 'detained', record: detained(scene, record, detainer), extras: { ...lineTold(record, 'detain'), changed: Object.keys(detainer), ...(act === 'change' ? { askedKey: message.mke } : {}) } }] };
  },
});

const over = (reminder: Instant | undefined, now: Instant) => (reminder === undefined || reminder > now ? {} : { reminder });

/** XDW: without its detainer the record stays five more days. */
export const release: OwnFunction = {
  of: 'owner',
  handle: (scene, record, message): Outcome => {
    const fault = standing(record);
    if (fault !== undefined) return { faults: [fault] };
    const [number] = message.fields['DNO'] ?? [];
    if (number !== undefined && record.parts?.[DETAINER]?.['DNO']?.includes(number) !== true) return { faults: [{ code: 'NOT_ON_FILE', tag: 'DNO' }] };
    const after: Standing = {
      ...record,
      parts: withPart(record.parts, DETAINER, {}),
      retire: endOfTerm(scene.rules.locate.term, scene.now),
      // The day after the locate has its reminder while no detainer stands then, or never.
      more: { ...leaving(record, {}), ...over(reminderOf(record), scene.now) },
    };
    return { events: [{ what: 'released', record: after, extras: lineTold(record, 'release') }] };
  },
};

const SUNDAY = 0;

/** The first Sunday of the month that follows (manual, Locates and Detainers: when agencies hear of what was retired). */
const firstSundayAfter = (now: Instant): Instant => {
  const first = addMonths(`${ohioDate(now).slice(0, 6)}01`, 1);
  return dayOf(addDays(first, (SUNDAY + 7 - weekdayOf(first)) % 7));
};

/**
 * The day after a locate the owner is reminded that the record will go, unless a detainer stands by then; on the day on which a sentence
 * ends, that the person goes free; and of a record that was retired, on the first Sunday of the next month. What was told once is not told again.
 */
export const wantedClocks: Clocks = {
  plan: (record) => {
    const { status, parts, more } = record;
    const reminder = status === 'located' && parts?.[DETAINER] === undefined ? reminderOf(record) : undefined;
    const end = status === 'located' ? sentenceEnd(record) : undefined;
    const sentence = end === undefined ? undefined : dayOf(end);
    return { reminder: reminder === more?.['reminder'] ? undefined : reminder, sentence: sentence === more?.['sentence'] ? undefined : sentence };
  },
  afterwards: ({ status, more }, now) => ({ purged: status === 'retired' && more?.['purged'] === undefined ? firstSundayAfter(now) : undefined }),
  ring: (_, record, clock) => ({ events: [{ what: 'noticed', record: { ...record, more: { ...record.more, [clock.kind]: clock.due } }, extras: { clock } }] }),
};
