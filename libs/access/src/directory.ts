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
  private readonly ofAgency = new Map<string, Map<string, Terminal>>();
  readonly operators = new Map<string, Operator>();
  /** By token hash. One that counts keeps its object. */
  readonly sessions = new Map<string, Session>();
  /** Set once the state file is loaded whole. */
  loaded = false;
  /** The simulated clock's last instant; undefined while the system's clock rules. */
  clock: Instant | undefined;

  apply({ t, d }: ControlEvent): void {
    APPLY[t]?.(this, d);
  }

  /** In the order in which they were registered. */
  terminalsOf(ori: string): readonly Terminal[] {
    return [...(this.ofAgency.get(ori)?.values() ?? [])];
  }

  /** Most sessions are closed by nobody: those whose time is over go when the next is opened. */
  open(session: Session): void {
    for (const { tokenHash, expiresAt } of this.sessions.values()) {
      // In the order in which they were opened, and each is open as long as the others.
      if (expiresAt > session.openedAt) break;
      this.sessions.delete(tokenHash);
    }
    this.sessions.set(session.tokenHash, session);
  }

  /** A terminal that moves to another agency is no longer the former one's. */
  register(terminal: Terminal): void {
    const before = this.terminals.get(terminal.id);
    if (before !== undefined && before.ori !== terminal.ori) this.ofAgency.get(before.ori)?.delete(terminal.id);
    this.terminals.set(terminal.id, terminal);
    const own = this.ofAgency.get(terminal.ori);
    if (own === undefined) this.ofAgency.set(terminal.ori, new Map([[terminal.id, terminal]]));
    else own.set(terminal.id, terminal);
  }
}

const APPLY: Readonly<Record<string, (to: Directory, d: JsonObject) => void>> = {
  'agency.registered': (to, d) => {
    const agency = d['agency'] as unknown as Agency;
    to.agencies.set(agency.ori, agency);
  },
  'terminal.registered': (to, d) => {
    const terminal = d['terminal'] as unknown as Terminal;
    to.register(terminal);
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
    to.open(session);
  },
  'session.closed': (to, d) => {
    to.sessions.delete(String(d['tokenHash']));
  },
  'clock.moved': (to, d) => {
    to.clock = String(d['now']);
  },
};
