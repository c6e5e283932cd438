import type { Fault } from '@statewire/kernel';
import { atOnce, changesOf, propose, withEnd } from '../changing.js';
import type { Fields } from '../fields.js';
import type { OwnFunction, Scene } from '../file-rules.js';
import type { Outcome } from '../happening.js';
import type { RecordView } from '../record.js';
import type { RecordMessage } from '../record.messages.js';
import { filled } from '../scene.js';
import { withPart } from '../supplementing.js';

/** Name of the part that holds dental data. */
export const DENTAL = 'DENTAL DATA';
const TAGS = ['DXR', 'MPA', 'DCH', 'DRE'];

/**
 * Dental characteristics (DCH): ALL, every tooth present and untouched; UNK, nothing is known; or a code for each tooth.
 * A tooth is V (untouched), X (missing), / (no information), or its restored surfaces M O D F L, with R (root canal) and C
 * (crown) beside at least one of them (manual, Enter a Dental Record).
 */
const TEETH = Array.from({ length: 32 }, (_, at) => String(at + 1).padStart(2, '0'));
const UNTOUCHED = 'V';
const UNKNOWN = '/';
const SURFACES = 'MODFL';

type Teeth = ReadonlyMap<string, string>;

const isCode = (code: string): boolean => {
  if ([UNTOUCHED, UNKNOWN, 'X'].includes(code)) return true;
  const signs = [...code];
  return new Set(signs).size === signs.length && signs.every((sign) => `${SURFACES}RC`.includes(sign)) && signs.some((sign) => SURFACES.includes(sign));
};

const each = (code: string): Teeth => new Map(TEETH.map((tooth) => [tooth, code]));

const written = (teeth: Teeth): string => {
  const codes = TEETH.map((tooth) => teeth.get(tooth) ?? '');
  if (codes.every((code) => code === UNTOUCHED)) return 'ALL';
  if (codes.every((code) => code === UNKNOWN)) return 'UNK';
  return TEETH.map((tooth, at) => `${tooth}-${codes[at] ?? ''}`).join(' ');
};

/** A tooth's number and its code, joined by a sign or not, or two words: `01-V`, `01V`, `01/V`, `01 V`. A number alone waits for its code. */
const PIECE = /^(\d{1,2})(?:[-:=]|\/(?=.))?(.*)$/;

/** The teeth of a list; undefined where it names one twice, or none that there is, or a code that is none. */
const listed = (text: string): Teeth | undefined => {
  const teeth = new Map<string, string>();
  let waiting: string | undefined;
  for (const word of text.split(/[ ,;]+/).filter((piece) => piece !== '')) {
    const [, number, rest = ''] = waiting === undefined ? (PIECE.exec(word) ?? []) : [word, waiting, word];
    const tooth = number?.padStart(2, '0');
    waiting = undefined;
    if (tooth === undefined || !TEETH.includes(tooth) || teeth.has(tooth)) return undefined;
    if (rest === '') waiting = tooth;
    else if (isCode(rest)) teeth.set(tooth, rest);
    else return undefined;
  }
  return waiting === undefined && teeth.size > 0 ? teeth : undefined;
};

/** Codes alone, in the order of the teeth. */
const inOrder = (text: string): Teeth | undefined => {
  const codes = text.split(/[ ,;]+/);
  return codes.length === TEETH.length && codes.every(isCode) ? new Map(TEETH.map((tooth, at) => [tooth, codes[at] ?? ''])) : undefined;
};

const read = (text: string): Teeth | undefined => {
  if (text === 'ALL') return each(UNTOUCHED);
  if (text === 'UNK') return each(UNKNOWN);
  return inOrder(text) ?? listed(text);
};

/**
 * The whole mouth as it is kept, from the values of DCH in a message. What a modification says of some teeth stands beside the
 * `former` others; an entry names them all. Undefined where it does not, or says what no tooth can be.
 */
export const dentalChart = (values: readonly string[], former?: string): string | undefined => {
  const said = read(values.join(' ').trim());
  if (said === undefined) return undefined;
  const teeth = new Map([...(former === undefined ? [] : (read(former) ?? [])), ...said]);
  return teeth.size === TEETH.length ? written(teeth) : undefined;
};


/** What the terminal is told where a record has no dental data: RECORD NOT FOUND (manual, Modify a Dental Record). */
const noDentalData: Fault = { code: 'NOT_ON_FILE', why: 'no-dental-data' };

const said = ({ rules }: Scene, { fields }: RecordMessage): Fields =>
  Object.fromEntries(Object.entries(changesOf(rules, fields)).filter(([tag]) => TAGS.includes(tag)));

/** The dental data as a message makes them of what was there; undefined where its DCH is no chart. */
const dentalData = (before: Fields, after: Fields): Fields | undefined => {
  if (after['DCH'] === undefined) return filled({ ...before, ...after });
  const chart = dentalChart(after['DCH'], before['DCH']?.[0]);
  return chart === undefined ? undefined : filled({ ...before, ...after, DCH: [chart] });
};

const entered = (scene: Scene, record: RecordView, message: RecordMessage, kindRules: Parameters<OwnFunction['handle']>[3]): Outcome => {
  const changes = said(scene, message);
  const data = dentalData(record.parts?.[DENTAL] ?? {}, changes);
  if (data === undefined) return { faults: [{ code: 'FIELD_ERROR', tag: 'DCH', why: 'teeth' }] };
  const proposal = { what: 'supplemented', changed: Object.keys(changes), fields: record.fields, parts: withPart(record.parts, DENTAL, data) } as const;
  return { events: withEnd(scene, propose(scene, record, proposal, message.mke, kindRules)) };
};

/** ED: once; what is there is modified. */
export const enterDental: OwnFunction['handle'] = (scene, record, message, kindRules) =>
  record.parts?.[DENTAL] === undefined ? entered(scene, record, message, kindRules) : { faults: [{ code: 'ON_FILE', idx: record.idx, why: 'dental-data' }] };

/** MD. */
export const modifyDental: OwnFunction['handle'] = (scene, record, message, kindRules) =>
  record.parts?.[DENTAL] === undefined ? { faults: [noDentalData] } : entered(scene, record, message, kindRules);

/** XD. */
export const takeDental: OwnFunction['handle'] = (scene, record, message, kindRules) =>
  record.parts?.[DENTAL] === undefined
    ? { faults: [noDentalData] }
    : { events: withEnd(scene, atOnce(record, { what: 'supplemented', changed: TAGS, fields: record.fields, parts: withPart(record.parts, DENTAL, {}) }, message.mke, kindRules)) };
