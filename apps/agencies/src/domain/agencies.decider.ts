import { SESSION_MS_MAX } from '@statewire/access';
import { addMs } from '@statewire/clock';
import type { Agency, Operator, Session, Terminal } from '@statewire/contracts';
import {
  accept, reject, type DomainCommand, type DomainDecider, type DomainDecision, type DomainEvent, type Instant, type StateDraft, type StateReader,
} from '@statewire/kernel';

/** Five failures within fifteen minutes lock (decision A2). */
const FAILURES_MAX = 5;
const FAILURE_WINDOW_MS = 15 * 60_000;
/** Terminals that are none, but at which somebody tried to log on: so many are kept. */
const STRANGERS_MAX = 10_000;

type Known = Readonly<{ operator: Operator; passwordHash: string }>;
/** Failures of an account, or of a terminal at which unknown names were tried. */
type Failures = Readonly<{ at: readonly Instant[]; locked: boolean }>;

const event = (t: string, s: string, d: object, p?: object): DomainEvent =>
  ({ t, tv: 1, s, d: d as DomainEvent['d'], ...(p === undefined ? {} : { p: p as DomainEvent['d'] }) });

const sessionKey = (operator: string, terminal: string): string => `session/${operator}@${terminal}`;
/** Anybody may type any name; keys of the state hold no control characters. */
const failuresKey = (subject: string): string => `failures/${subject.replace(/\p{Cc}/gu, encodeURIComponent)}`;
const NONE: Failures = { at: [], locked: false };

/** Whose failures a log-on counts against: the account's, or the terminal's when nobody has that name. */
const subjectOf = (state: StateReader, operator: string, terminal: string): string =>
  state.get<Known>(`operator/${operator}`) === undefined ? `terminal/${terminal}` : `operator/${operator}`;

/** What is registered has a stream of its own for its failures. Streams are kept for ever, so the names of those that are not must make none. */
const failuresStream = (state: StateReader, subject: string): string => (state.get(subject) === undefined ? 'log-on/strangers' : `log-on/${subject}`);

/**
 * At a terminal that is none failures count and lock as at any other, so that nobody learns which there are. But anybody
 * can think of names, so each new one takes the place of the one that came so many before it.
 */
const makeRoomFor = (draft: StateDraft, stranger: string): void => {
  const count = draft.get<number>('strangers') ?? 0;
  const place = `stranger/${String(count % STRANGERS_MAX)}`;
  const before = draft.get<string>(place);
  if (before !== undefined) draft.delete(failuresKey(before));
  draft.set(place, stranger);
  draft.set('strangers', count + 1);
};

export const isLocked = (state: StateReader, operator: string, terminal: string): boolean =>
  state.get<Failures>(failuresKey(subjectOf(state, operator, terminal)))?.locked ?? false;

export const passwordHashOf = (state: StateReader, operator: string): string | undefined =>
  state.get<Known>(`operator/${operator}`)?.passwordHash;

const failed = (state: StateReader, { payload }: DomainCommand, now: Instant): DomainDecision => {
  const { operator, terminal } = payload as Readonly<{ operator: string; terminal: string }>;
  const subject = subjectOf(state, operator, terminal);
  const since = addMs(now, -FAILURE_WINDOW_MS);
  const recent = (state.get<Failures>(failuresKey(subject)) ?? NONE).at.filter((at) => at > since);
  const locks = recent.length + 1 >= FAILURES_MAX;

  return accept(
    event('log-on.failed', failuresStream(state, subject), { subject, terminal, at: now }),
    ...(locks ? [event('account.locked', failuresStream(state, subject), { subject, at: now })] : []),
  );
};

const open = (state: StateReader, command: DomainCommand, now: Instant): DomainDecision => {
  const { operator, terminal, tokenHash } = command.payload as Readonly<{ operator: string; terminal: string; tokenHash: string }>;
  const known = state.get<Known>(`operator/${operator}`);
  const seat = state.get<Terminal>(`terminal/${terminal}`);
  if (known?.operator.ori !== seat?.ori || known === undefined || seat === undefined) return failed(state, command, now);

  const before = state.get<string>(sessionKey(operator, terminal));
  const session: Session = {
    tokenHash, operator, terminal, ori: seat.ori, openedAt: now,
    expiresAt: addMs(now, SESSION_MS_MAX),
  };
  return accept(
    ...(before === undefined ? [] : [event('session.closed', `operator/${operator}`, { tokenHash: before, operator, terminal, reason: 'replaced' })]),
    event('session.opened', `operator/${operator}`, { session }),
  );
};

type Decide = (state: StateReader, command: DomainCommand, now: Instant) => DomainDecision;

const decide: Readonly<Record<string, Decide>> = {
  RegisterAgency: (_state, { payload }) => {
    const agency = payload['agency'] as unknown as Agency;
    return accept(event('agency.registered', `agency/${agency.ori}`, { agency }));
  },
  RegisterTerminal: (_state, { payload }) => {
    const terminal = payload['terminal'] as unknown as Terminal;
    return accept(event('terminal.registered', `terminal/${terminal.id}`, { terminal }));
  },
  RegisterOperator: (_state, { payload }) => {
    const { operator, name, passwordHash } = payload as unknown as Readonly<{ operator: Operator; name: string; passwordHash: string }>;
    return accept(event('operator.registered', `operator/${operator.id}`, { operator }, { name, passwordHash }));
  },
  FinishStateLoad: () => accept(event('state.loaded', 'state', {})),

  OpenSession: (state, command, now) => {
    const { operator, terminal, verified } = command.payload as Readonly<{ operator: string; terminal: string; verified: boolean }>;
    // Whoever is locked out is told so whatever the password, and is not counted further.
    if (isLocked(state, operator, terminal)) return reject({ code: 'NOT_AUTHORIZED', why: 'locked' });
    return verified ? open(state, command, now) : failed(state, command, now);
  },

  CloseSession: (state, { payload }) => {
    const { operator, terminal, tokenHash, reason } = payload as Readonly<{ operator: string; terminal: string; tokenHash: string; reason: string }>;
    if (state.get<string>(sessionKey(operator, terminal)) !== tokenHash) return reject({ code: 'OBSOLETE' });
    return accept(event('session.closed', `operator/${operator}`, { tokenHash, operator, terminal, reason }));
  },

  ReleaseAccount: (state, { payload, by }) => {
    const subject = String(payload['subject']);
    if (!(state.get<Failures>(failuresKey(subject))?.locked ?? false)) return reject({ code: 'OBSOLETE' });
    return accept(event('account.released', failuresStream(state, subject), { subject, by: by.user }));
  },

  MoveClock: (state, { payload }) => {
    const now = String(payload['now']);
    if (now < (state.get<Instant>('clock') ?? '')) return reject({ code: 'OBSOLETE' });
    return accept(event('clock.moved', 'clock', { now }));
  },
};

type Evolve = Parameters<DomainDecider['evolve']>;

const evolve: Readonly<Record<string, (draft: Evolve[0], event: Evolve[1]) => void>> = {
  'agency.registered': (draft, { d }) => {
    const agency = d['agency'] as unknown as Agency;
    draft.set(`agency/${agency.ori}`, agency);
  },
  'terminal.registered': (draft, { d }) => {
    const terminal = d['terminal'] as unknown as Terminal;
    draft.set(`terminal/${terminal.id}`, terminal);
  },
  'operator.registered': (draft, { d, p }) => {
    const operator = d['operator'] as unknown as Operator;
    const passwordHash = typeof p === 'object' ? String(p['passwordHash']) : '';
    draft.set(`operator/${operator.id}`, { operator, passwordHash } satisfies Known);
  },
  'state.loaded': (draft) => {
    draft.set('loaded', true);
  },
  'session.opened': (draft, { d }) => {
    const session = d['session'] as unknown as Session;
    draft.set(sessionKey(session.operator, session.terminal), session.tokenHash);
    draft.delete(failuresKey(`operator/${session.operator}`));
  },
  'session.closed': (draft, { d }) => {
    draft.delete(sessionKey(String(d['operator']), String(d['terminal'])));
  },
  'log-on.failed': (draft, { d }) => {
    const subject = String(d['subject']);
    const key = failuresKey(subject);
    const before = draft.get<Failures>(key);
    if (before === undefined && draft.get(subject) === undefined) makeRoomFor(draft, subject);
    const { at, locked } = before ?? NONE;
    draft.set(key, { at: [...at, String(d['at'])].slice(-FAILURES_MAX), locked } satisfies Failures);
  },
  'account.locked': (draft, { d }) => {
    const key = failuresKey(String(d['subject']));
    draft.set(key, { ...(draft.get<Failures>(key) ?? NONE), locked: true });
  },
  'account.released': (draft, { d }) => {
    draft.delete(failuresKey(String(d['subject'])));
  },
  'clock.moved': (draft, { d }) => {
    draft.set('clock', String(d['now']));
  },
};

/** Agencies, terminals, operators, sessions, lock-outs and the simulated clock: the control ledger's one partition. */
export const agenciesDecider: DomainDecider = {
  stateVersion: 'agencies-2',
  decide: (state, command, now) => decide[command.type]?.(state, command, now) ?? reject({ code: 'DEFECT', why: 'unknown-command' }),
  evolve: (draft, event) => evolve[event.t]?.(draft, event),
};
