import type { Agency, Operator, Session, Terminal } from '@statewire/contracts';
import type { Instant, JsonObject } from '@statewire/kernel';

/** An event of the control ledger as far as the directory reads it. */
export type ControlEvent = Readonly<{ t: string; d: JsonObject }>;

/**
 * Who is who, as the control ledger tells it: agencies, terminals, operators, open sessions, the simulated clock.
 * Every service folds its own copy, so a changed right bites at the next transaction.
 */
export class Directory {
  readonly agencies = new Map<string, Agency>();
  readonly terminals = new Map<string, Terminal>();
  readonly operators = new Map<string, Operator>();
  readonly sessions = new Map<string, Session>();
  /** Set once the state file is loaded whole. */
  loaded = false;
  /** The simulated clock's last instant; undefined while the system's clock rules. */
  clock: Instant | undefined;

  apply({ t, d }: ControlEvent): void {
    APPLY[t]?.(this, d);
  }

  terminalsOf(ori: string): readonly Terminal[] {
    return [...this.terminals.values()].filter((terminal) => terminal.ori === ori);
  }
}

const APPLY: Readonly<Record<string, (to: Directory, d: JsonObject) => void>> = {
  'agency.registered': (to, d) => {
    const agency = d['agency'] as unknown as Agency;
    to.agencies.set(agency.ori, agency);
  },
  'terminal.registered': (to, d) => {
    const terminal = d['terminal'] as unknown as Terminal;
    to.terminals.set(terminal.id, terminal);
  },
  'operator.registered': (to, d) => {
    const operator = d['operator'] as unknown as Operator;
    to.operators.set(operator.id, operator);
  },
  'state.loaded': (to) => {
    to.loaded = true;
  },
  'session.opened': (to, d) => {
    const session = d['session'] as unknown as Session;
    to.sessions.set(session.tokenHash, session);
  },
  'session.closed': (to, d) => {
    to.sessions.delete(String(d['tokenHash']));
  },
  'clock.moved': (to, d) => {
    to.clock = String(d['now']);
  },
};
