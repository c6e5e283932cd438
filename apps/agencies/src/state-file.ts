import type { StateFile } from '@statewire/contracts';
import { Failure } from '@statewire/kernel';
import { readFileSync } from 'node:fs';
import { z } from 'zod';

const ORI = z.string().regex(/^[A-Z0-9]{9}$/, 'nine letters or digits');
const AGENCY = z.object({
  ori: ORI,
  name: z.string().min(1).max(100),
  city: z.string().max(60),
  county: z.number().int().min(1).max(88).nullable(),
  district: z.number().int().min(1).max(10).nullable(),
  class: z.string().min(1),
  type: z.string().min(1),
  access: z.string().min(1),
  entry: z.boolean(),
  staffed24x7: z.boolean(),
  servedBy: ORI.nullable(),
  groups: z.array(z.string()),
  phone: z.string(),
});
const TERMINAL = z.object({ id: z.string().regex(/^[A-Z0-9]{1,16}$/), ori: ORI, kind: z.string().min(1) });
const OPERATOR = z.object({
  id: z.string().min(1).max(64),
  name: z.string().min(1).max(100),
  ori: ORI,
  certification: z.enum(['none', 'INQ', 'FQO', 'TAC', 'NETAC']),
  cch: z.boolean(),
  roles: z.array(z.string()),
  certifiedUntil: z.string().regex(/^\d{4}-\d\d-\d\d$/),
  mfa: z.string(),
});
const STATE = z.object({
  password: z.string().min(15).max(128),
  agencies: z.array(AGENCY),
  terminals: z.array(TERMINAL),
  operators: z.array(OPERATOR),
});

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
  const faults = parsed.error.issues.map(({ path: at, message }) => `${at.join('.')}: ${message}`);
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
