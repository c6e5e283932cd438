import type { StateFile } from '@statewire/contracts';
import { causeOf, Failure } from '@statewire/kernel';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { brokenJson } from './broken-json.js';

const text = (min: number, max: number) => {
  const words = min === 0 ? `a text of at most ${String(max)} characters` : `a text of ${String(min)} to ${String(max)} characters`;
  return z.string(words).min(min, words).max(max, words);
};
const name = (form: RegExp, words: string) => z.string(words).regex(form, words);
const ORI = name(/^[A-Z0-9]{9}$/, 'nine capital letters or digits');
/** A word on which rights or recipients depend: misspelt it would take them from somebody, and nobody would see it. */
const word = <const T extends string>(...words: readonly T[]) => z.enum(words, `one of ${words.join(', ')}`);
const yesOrNo = z.boolean('true or false');
const numberOrNull = (max: number) => {
  const words = `a whole number from 1 to ${String(max)}, or null`;
  return z.int(words).min(1, words).max(max, words).nullable();
};
const entry = <S extends z.ZodRawShape>(members: S) => z.object(members, `an object with ${Object.keys(members).join(', ')}`);
/** Without any of them nobody could log on, and what is loaded is never loaded again. */
const some = <T extends z.ZodType>(one: T) => z.array(one, 'a list').min(1, 'at least one');

const AGENCY = entry({
  ori: ORI,
  name: text(1, 100),
  city: text(0, 60),
  county: numberOrNull(88),
  district: numberOrNull(10),
  /** Class, type and access are those of a QORI answer (facts.md, row 30). */
  class: word('federal', 'state', 'county', 'municipal', 'township', 'private', 'campus', 'railroad'),
  type: word('law-enforcement', 'court', 'prosecutor', 'probation', 'parole', 'corrections', 'dispatch-centre', 'coroner', 'other'),
  access: word('direct', 'direct-with-interface', 'non-terminal', 'non-terminal-with-mdt-only', 'no-leads-access', 'retired'),
  entry: yesOrNo,
  staffed24x7: yesOrNo,
  servedBy: name(/^[A-Z0-9]{9}$/, 'the ORI of an agency, or null').nullable(),
  groups: z.array(z.string('a text'), 'a list of texts'),
  phone: z.string('a text'),
});
const TERMINAL = entry({
  id: name(/^[A-Z0-9]{1,16}$/, 'one to sixteen capital letters or digits'),
  ori: ORI,
  kind: word('fixed', 'mobile', 'dispatch', 'vehicle', 'receive-only'),
});
const OPERATOR = entry({
  id: text(1, 64),
  name: text(1, 100),
  ori: ORI,
  certification: word('none', 'INQ', 'FQO', 'TAC', 'NETAC'),
  cch: yesOrNo,
  roles: z.array(word('control', 'administrator', 'auditor', 'regional'), 'a list of roles'),
  certifiedUntil: z.iso.date('a date, CCYY-MM-DD'),
  /** Whoever is said to have a second factor must not get in without one, and none can be given yet. */
  mfa: z.literal('none', 'none: a second factor is not offered yet'),
});

type Named = Readonly<{ id: string }>;
type State = Readonly<{ agencies: readonly z.infer<typeof AGENCY>[]; terminals: readonly z.infer<typeof TERMINAL>[]; operators: readonly z.infer<typeof OPERATOR>[] }>;

const repeated = (what: string, ids: readonly string[]): readonly string[] => {
  const places = new Map(ids.map((id, at) => [id, at]));
  return [...new Set(ids.filter((id, at) => places.get(id) !== at))].map((id) => `${what} ${id} is there more than once`);
};

/** What no entry shows by itself: names given twice, and agencies that are none. Whoever belonged to one could log on and do nothing. */
const entanglements = ({ agencies, terminals, operators }: State): readonly string[] => {
  const oris = new Set(agencies.map(({ ori }) => ori));
  const strangers = <T extends Named & Readonly<{ ori: string }>>(what: string, those: readonly T[]): readonly string[] =>
    those.filter(({ ori }) => !oris.has(ori)).map(({ id, ori }) => `${what} ${id} belongs to ${ori}, which is no agency here`);
  return [
    ...repeated('agency', agencies.map(({ ori }) => ori)),
    ...repeated('terminal', terminals.map(({ id }) => id)),
    ...repeated('operator', operators.map(({ id }) => id)),
    ...strangers('terminal', terminals),
    ...strangers('operator', operators),
    ...agencies.flatMap(({ ori, servedBy }) => (servedBy === null || oris.has(servedBy) ? [] : [`agency ${ori} is served by ${servedBy}, which is no agency here`])),
  ];
};

const STATE = entry({ password: text(15, 128), agencies: some(AGENCY), terminals: some(TERMINAL), operators: some(OPERATOR) })
  .superRefine((state, context) => { for (const message of entanglements(state)) context.addIssue({ code: 'custom', message }); });

const NAMES: Readonly<Record<PropertyKey, readonly [what: string, named: string]>> = { agencies: ['agency', 'ori'], terminals: ['terminal', 'id'], operators: ['operator', 'id'] };
type Entries = Readonly<Record<PropertyKey, readonly Readonly<Record<string, unknown>>[]>>;

/** Where a fault is: an entry by the name that it gives itself, such as `agency OHCOP0000, county`, or by its number where it gives none. */
const placeOf = (value: unknown, [list = '', at, ...members]: readonly PropertyKey[]): string => {
  const [what, named] = NAMES[list] ?? ['', ''];
  const id = typeof at === 'number' ? (value as Entries)[list]?.[at]?.[named] : undefined;
  return typeof id === 'string' && members.length > 0 ? `${what} ${id}, ${members.join('.')}` : [list, ...(at === undefined ? [] : [at]), ...members].join('.');
};

const DEMO_STATE = new URL('../data/demo-state.json', import.meta.url);

const contentOf = (path: string | undefined): unknown => {
  const refused = (why: string, cause: unknown) => new Failure('agencies/state-file', `STATE_FILE ${path ?? ''} ${why}`, false, { cause });
  let content: string;
  try {
    // Some editors begin a file with a byte order mark.
    content = readFileSync(path ?? DEMO_STATE, 'utf8').replace(/^\uFEFF/, '');
  } catch (cause) {
    throw refused(`cannot be read: ${causeOf(cause)}`, cause);
  }
  try {
    return JSON.parse(content);
  } catch (cause) {
    throw refused(`is not JSON: ${brokenJson(content, cause)}`, cause);
  }
};

/** Reads and checks a state file; without one the demo state. Throws Failure `agencies/state-file`, naming every fault. */
export const readStateFile = (path: string | undefined): StateFile => {
  const value = contentOf(path);
  const parsed = STATE.safeParse(value);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path: at, message }) => (at.length === 0 ? message : `${placeOf(value, at)}: ${message}`));
  throw new Failure('agencies/state-file', `STATE_FILE ${path ?? ''} does not fit. ${faults.join('; ')}`, false);
};

/** The commands that load a state, each with an id of its own so that loading again decides nothing twice. */
export const stateCommands = (state: StateFile, passwordHashes: readonly string[]) => [
  ...state.agencies.map((agency) => ({ id: `agency/${agency.ori}`, type: 'RegisterAgency', payload: { agency } })),
  ...state.terminals.map((terminal) => ({ id: `terminal/${terminal.id}`, type: 'RegisterTerminal', payload: { terminal } })),
  ...state.operators.map(({ name, ...operator }, n) => ({
    id: `operator/${operator.id}`, type: 'RegisterOperator', payload: { operator, name, passwordHash: passwordHashes[n] ?? '' },
  })),
];
