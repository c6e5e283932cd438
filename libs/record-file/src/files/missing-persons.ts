import { ohioDate } from '@statewire/clock';
import type { Fault } from '@statewire/kernel';
import { atOnce, changesOf, propose, withEnd } from '../changing.js';
import type { Fields } from '../fields.js';
import type { KindRules, OwnFunction, Scene } from '../file-rules.js';
import type { Outcome } from '../happening.js';
import { partsOfOthers, SOMEBODY_ELSE } from '../parts.js';
import type { RecordView } from '../record.js';
import type { RecordMessage } from '../record.messages.js';
import { differing, filled } from '../scene.js';
import { itemized, withPart } from '../supplementing.js';
import { ONE_A_MESSAGE, PERSON_SUPPLEMENTS } from './person-supplements.js';

/** The manual names no most; without one a record could outgrow its frame. */
const PERSONS_MAX = 9;

/** Keys whose NAM is the person's own: what names the record is without it. */
export const PERSON_KEYS: readonly string[] = ['EMP', 'EMPN', 'MMP', 'XMP', 'XMPN'];

/**
 * Persons with information about a missing one lie with the missing person's record, each in a part of its own. The manual names
 * their message keys and no more: their data are those of any person, and a name tells one from another.
 */
type Person = readonly [part: string, fields: Fields];

/** What the message says of the person, its name included. */
const saidOf = ({ rules }: Scene, { fields: { NAM, ...fields } }: RecordMessage): Fields => ({
  ...(NAM === undefined ? {} : { NAM }),
  ...changesOf(rules, fields),
});

/** The person that the message names; the only one where it names none. */
const meant = (record: RecordView, [name]: readonly string[] = []): Person | Fault => {
  const persons = partsOfOthers(record).filter(([, { NAM }]) => name === undefined || NAM?.includes(name) === true);
  const [found, second] = persons;
  if (found === undefined) return { code: 'NOT_ON_FILE', ...(name === undefined ? {} : { tag: 'NAM' }) };
  return second === undefined ? found : { code: 'AMBIGUOUS', tag: 'NAM' };
};

type Changed = Readonly<{ after: Fields; changed: readonly string[] }>;
type Refused = Fault | Readonly<{ faults: readonly Fault[] }>;
type Act = (scene: Scene, record: RecordView, said: Fields) => (Changed & Readonly<{ part: string }>) | Refused;

const enter: Act = (_, record, said) => {
  const persons = partsOfOthers(record);
  if (persons.some(([, { NAM }]) => NAM?.[0] === said['NAM']?.[0])) return { code: 'ON_FILE', tag: 'NAM', idx: record.idx };
  if (persons.length >= PERSONS_MAX) return { code: 'FIELD_ERROR', tag: 'NAM', why: 'too-many' };
  const number = Math.max(0, ...persons.map(([part]) => Number(part.slice(SOMEBODY_ELSE.length)))) + 1;
  return { part: `${SOMEBODY_ELSE} ${String(number)}`, after: said, changed: Object.keys(said) };
};

const onPerson = (act: (person: Fields, further: Fields, scene: Scene) => Changed | Refused): Act =>
  (scene, record, { NAM, ...further }) => {
    const person = meant(record, NAM);
    if ('code' in person) return person;
    const [part, before] = person;
    const result = act(before, further, scene);
    return 'after' in result ? { part, ...result } : result;
  };

/** The person as MMP makes one keeps the rules of an entry. Of what EMPN has added to, no message says which one it means: that is taken back and added. */
const modified = (person: Fields, further: Fields, { knowledge, now }: Scene): Changed | Refused => {
  const changed = Object.keys(further);
  if (changed.length === 0) return { code: 'MISSING_FIELD', why: 'nothing-changed' };
  const several = changed.find((tag) => ONE_A_MESSAGE.includes(tag) && (person[tag]?.length ?? 0) > 1);
  if (several !== undefined) return { code: 'FIELD_ERROR', tag: several, why: 'several-held' };
  const after = filled({ ...person, ...further });
  const faults = knowledge.checkRecord('EMP', after, { today: ohioDate(now), changed: new Set(differing(person, further)) });
  return faults.length > 0 ? { faults } : { after, changed };
};

const ACTS: Readonly<Record<string, Act>> = {
  EMP: enter,
  MMP: onPerson(modified),
  EMPN: onPerson((person, further) => itemized(PERSON_SUPPLEMENTS, person, further, 'add', person)),
  XMPN: onPerson((person, further) => itemized(PERSON_SUPPLEMENTS, person, further, 'take', person)),
  XMP: onPerson((person) => ({ after: {}, changed: Object.keys(person) })),
};

/** What takes something from the record is final at once (decision D16). */
const TAKES: readonly string[] = ['XMP', 'XMPN'];

/** EMP, MMP, EMPN; XMP and XMPN. */
export const aboutPerson: OwnFunction['handle'] = (scene, record, message, kindRules: KindRules): Outcome => {
  const result = ACTS[message.mke]?.(scene, record, saidOf(scene, message)) ?? ({ code: 'UNKNOWN_MKE' } as const);
  if ('faults' in result) return result;
  if ('code' in result) return { faults: [result] };
  const { part, after, changed } = result;
  const proposal = { what: 'supplemented', changed, fields: record.fields, parts: withPart(record.parts, part, after) } as const;
  return { events: withEnd(scene, TAKES.includes(message.mke) ? atOnce(record, proposal, message.mke, kindRules) : propose(scene, record, proposal, message.mke, kindRules)) };
};
