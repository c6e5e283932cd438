import type { StateFile } from '@statewire/contracts';
import { Failure } from '@statewire/kernel';
import { readFileSync } from 'node:fs';
import { z } from 'zod';

const ORI = z.string().regex(/^[A-Z0-9]{9}$/, 'nine letters or digits');
/** A word on which rights or recipients depend: misspelt it would take them from somebody, and nobody would see it. */
const word = <const T extends string>(...words: readonly T[]) => z.enum(words, `one of ${words.join(', ')}`);

const AGENCY = z.object({
  ori: ORI,
  name: z.string().min(1).max(100),
  city: z.string().max(60),
  county: z.number().int().min(1).max(88).nullable(),
  district: z.number().int().min(1).max(10).nullable(),
  /** Class, type and access are those of a QORI answer (facts.md, row 30). */
  class: word('federal', 'state', 'county', 'municipal', 'township', 'private', 'campus', 'railroad'),
  type: word('law-enforcement', 'court', 'prosecutor', 'probation', 'parole', 'corrections', 'dispatch-centre', 'coroner', 'other'),
  access: word('direct', 'direct-with-interface', 'non-terminal', 'non-terminal-with-mdt-only', 'no-leads-access', 'retired'),
  entry: z.boolean(),
  staffed24x7: z.boolean(),
  servedBy: ORI.nullable(),
  groups: z.array(z.string()),
  phone: z.string(),
});
const TERMINAL = z.object({ id: z.string().regex(/^[A-Z0-9]{1,16}$/), ori: ORI, kind: word('fixed', 'mobile', 'dispatch', 'vehicle', 'receive-only') });
const OPERATOR = z.object({
  id: z.string().min(1).max(64),
  name: z.string().min(1).max(100),
  ori: ORI,
  certification: word('none', 'INQ', 'FQO', 'TAC', 'NETAC'),
  cch: z.boolean(),
  roles: z.array(word('control', 'administrator', 'auditor', 'regional')),
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

const STATE = z
  .object({ password: z.string().min(15).max(128), agencies: z.array(AGENCY), terminals: z.array(TERMINAL), operators: z.array(OPERATOR) })
  .superRefine((state, context) => { for (const message of entanglements(state)) context.addIssue({ code: 'custom', message }); });

const DEMO_STATE = new URL('../data/demo-state.json', import.meta.url);

/** Reads and checks a state file; without one the demo state. Throws Failure `agencies/state-file`, naming every fault. */
export const readStateFile = (path: string | undefined): StateFile => {
  let text: string;
  try {
    text = readFileSync(path ?? DEMO_STATE, 'utf8');
  } catch (cause) {
    throw new Failure('agencies/state-file', `STATE_FILE ${path ?? ''} cannot be read`, false, { cause });
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new Failure('agencies/state-file', `STATE_FILE ${path ?? ''} is not JSON`, false, { cause });
  }
  const parsed = STATE.safeParse(value);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path: at, message }) => `${at.length === 0 ? '' : `${at.join('.')}: `}${message}`);
  throw new Failure('agencies/state-file', `STATE_FILE does not fit. ${faults.join('; ')}`, false);
};

/** The commands that load a state, each with an id of its own so that loading again decides nothing twice. */
export const stateCommands = (state: StateFile, passwordHashes: readonly string[]) => [
  ...state.agencies.map((agency) => ({ id: `agency/${agency.ori}`, type: 'RegisterAgency', payload: { agency } })),
  ...state.terminals.map((terminal) => ({ id: `terminal/${terminal.id}`, type: 'RegisterTerminal', payload: { terminal } })),
  ...state.operators.map(({ name, ...operator }, n) => ({
    id: `operator/${operator.id}`, type: 'RegisterOperator', payload: { operator, name, passwordHash: passwordHashes[n] ?? '' },
  })),
];
