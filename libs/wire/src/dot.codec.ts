import { standardCatalogue, type Catalogue, type Message } from '@statewire/catalogue';
import { foldCapitals, normalValue, oneBlank } from './normal.js';
import { collect, MESSAGE_KEY, refused, type Parsed } from './parsed.js';

const ORI = /^[A-Z]{2}[A-Z0-9]{7}$/;
/** A tag as it can stand in front of a slash; bounded, so that looking for tags takes linear time. */
const TAG = /^\s*([A-Z][A-Z0-9-]{0,11})\s*\//;
const NEXT_TAG = /\.([A-Z][A-Z0-9-]{0,11})\//g;

type Place = Readonly<{ tag: string; from: number; to: number }>;

/**
 * Cuts the fields: a period ends one where a tag of the catalogue and a slash follow, in free text only where it is a tag of this very key.
 * `start` is where the first tag stands.
 */
const places = (folded: string, start: number, mke: string, catalogue: Catalogue): readonly Place[] => {
  const first = TAG.exec(folded.slice(start, start + 64));
  if (first === null) return [];

  const file = catalogue.findMessageKey(mke)?.file;
  const own = catalogue.tagsOfKey(mke);
  const ends = (inside: string, tag: string): boolean =>
    catalogue.fieldRule(inside, file)?.freeText === true ? own.has(tag) : catalogue.fieldRule(tag) !== undefined;

  const found: Place[] = [];
  let tag = first[1] ?? '';
  let from = start + first[0].length;
  NEXT_TAG.lastIndex = from;
  for (let next = NEXT_TAG.exec(folded); next !== null; next = NEXT_TAG.exec(folded)) {
    const following = next[1] ?? '';
    if (!ends(tag, following)) continue;
    found.push({ tag, from, to: next.index });
    tag = following;
    from = NEXT_TAG.lastIndex;
  }
  return [...found, { tag, from, to: folded.length }];
};

/** The parts in front of the first TAG/: at most an ORI and the positional values. `rest` is where the fields begin. */
const readHead = (folded: string, afterKey: number): Readonly<{ head: readonly string[]; rest: number }> => {
  const head: string[] = [];
  let at = afterKey;
  while (at < folded.length && !TAG.test(folded.slice(at, at + 64))) {
    const period = folded.indexOf('.', at);
    const end = period === -1 ? folded.length : period;
    head.push(oneBlank(folded.slice(at, end)));
    at = end + 1;
    if (head.length > headPartsMax) break;
  }
  return { head, rest: at };
};

const headPartsMax = 20;

/** A part of a text holds the whole text in memory for as long as the part itself is kept, as a record's fields are: of a long text the parts are copied. */
const SHARED_MAX = 2_048;

/**
 * Reads a message in the dot format, `KEY.ORI.value,value.TAG/value.TAG/value`. Any text gives a message or FORMAT faults, in linear time.
 * An unknown key or tag is no fault of the form: the catalogue's check refuses it.
 */
export const parseDot = (text: string, catalogue: Catalogue = standardCatalogue): Parsed => {
  const folded = foldCapitals(text);
  const period = folded.indexOf('.');
  const mke = (period === -1 ? folded : folded.slice(0, period)).trim();
  if (mke === '') return refused('empty-message');
  if (!MESSAGE_KEY.test(mke)) return refused('key', 'MKE');
  if (period === -1) return { message: { mke, args: [], fields: {} } };

  const { head, rest } = readHead(folded, period + 1);
  const [first = ''] = head;
  const hasOri = ORI.test(first);
  const positional = hasOri ? head.slice(1) : head;
  if (positional.some((part) => part === '')) return refused('field-form');

  const fields = collect(places(folded, rest, mke, catalogue).map(({ tag, from, to }) => [tag, normalValue(tag, text.slice(from, to))] as const));
  const args = positional.flatMap((part) => part.split(',')).map((part) => part.trim());
  const message = { mke, ...(hasOri ? { ori: first } : {}), args, fields };
  return { message: text.length > SHARED_MAX ? structuredClone(message) : message };
};

/**
 * Writes a message in the dot format. `parseDot` gives it back as it was, unless a value holds a period, a tag and a slash
 * that the rule above would take for the next field: only the JSON form can carry that.
 */
export const formatDot = ({ mke, ori, args, fields }: Message): string =>
  [
    mke,
    ...(ori === undefined ? [] : [ori]),
    ...(args.length === 0 ? [] : [args.join(',')]),
    ...Object.entries(fields).flatMap(([tag, values]) => values.map((value) => `${tag}/${value}`)),
  ].join('.');
