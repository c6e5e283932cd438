import { catalogueVersion } from '@statewire/catalogue';
import type { Handlers } from '@statewire/bus';
import type { Clock } from '@statewire/clock';
import { GENERATION, LEDGERS, type CommandAnswer, type CommandMessage, type DecidedEvent, type LedgerName } from '@statewire/contracts';
import { lossEventType, openDesk, type Desk, type DeskStatus } from '@statewire/desk';
import { causeOf, Failure, type DomainDecider, type StateReader } from '@statewire/kernel';
import { partitionName, positionText, type Commit, type OpenedEvent } from '@statewire/ledger';
import type { LedgerFeed } from '@statewire/projector';
import { hostname } from 'node:os';
import { codedLog } from './log.js';
import { assertNewestKeys } from './newest-keys.js';
import type { Ports } from './ports.js';

/** The desks of a ledger, in the process of the service that owns it. */
export interface HostedLedger {
  start(): Promise<void>;
  /** Decides what is in line, seals, saves. */
  stop(): Promise<void>;
  submit(message: CommandMessage, timeoutMs: number): Promise<CommandAnswer>;
  /** What the owner of a ledger answers to on the bus: `submit`. */
  readonly handlers: Handlers;
  /** The folded state of the partition that is home to a key. */
  state(key: string): StateReader;
  /** The commit that decided a command, read back from the log. Throws Failure `service-kit/in-doubt` (canRetry) where the log cannot be read by then. */
  recall(key: string, id: string, timeoutMs: number): Promise<Commit | undefined>;
  resting(): boolean;
  /** How many commits the desks have folded, also while they start. */
  folded(): number;
  /** The desks that decide nothing, and why. */
  standing(): readonly string[];
}

const RETRY_AFTER_MS = 500;
const stands: ReadonlySet<DeskStatus> = new Set(['read-only', 'halted']);
/** Whom a desk keeps waiting that stands, where others than those who would write there. */
const heldUp: Readonly<Partial<Record<LedgerName, string>>> = {
  journal: ', and whatever its terminals send is answered 503, inquiries too', control: ', and every log-on is answered 503',
};

/** What a ledger needs of the process that hosts it. */
export type LedgerHost = Readonly<{ ports: Ports; partitions: number; clock: Clock; feed(ledger: LedgerName): LedgerFeed; partitionOf(key: string): number }>;

/** That a sealed part was destroyed or restricted is not for who sent the command. */
const answered = (event: OpenedEvent): DecidedEvent => (isWhole(event) ? event : { t: event.t, tv: event.tv, s: event.s, sv: event.sv, d: event.d });
const isWhole = (event: OpenedEvent): event is DecidedEvent => typeof event.p !== 'string';

/** The timer does not follow every ledger: an instant planned where it does not look would never come. */
const planningNothing = (decider: DomainDecider): DomainDecider => ({
  ...decider,
  decide: (state, command, now) => {
    const decision = decider.decide(state, command, now);
    if (decision.out === 'accepted' && decision.events.some(({ d }) => d['due'] !== undefined)) throw new Error(`${command.type} plans an instant in a ledger that is not timed`);
    return decision;
  },
});

const hashLength = 8;

/**
 * What an operator names a loss by. One that holds the acceptance of an earlier one may begin where that began, so it is named by a hash too: what accepted
 * the one does not accept the other.
 */
const nameOf = (lost: readonly Commit[]): string | undefined => {
  const [first] = lost;
  const holdsAcceptance = lost.some(({ body }) => body.ev.some(({ t }) => t === lossEventType));
  return first && `${positionText(first.position)}${holdsAcceptance ? `~${first.hash.slice(0, hashLength)}` : ''}`;
};

/**
 * A log that has lost commits is written to again when an operator has said so: `ACCEPT_LOST` names the first of them, as the log of the start that
 * found it out does. What was lost is named there, without its contents, so that it can be entered again.
 */
const goOn = async (desk: Desk, { log, settings }: Pick<Ports, 'log' | 'settings'>): Promise<void> => {
  const lost = await desk.lost();
  for (const { head, body, position } of lost) {
    log.error('a commit that was acknowledged is lost', { position: positionText(position), at: head.at, key: head.k, of: body.corr ?? '', events: body.ev.map(({ t, s }) => `${t} ${s}`).join(', ') });
  }
  const name = nameOf(lost);
  if (name !== undefined && settings.acceptLost.includes(name)) await desk.resume();
  else log.error('the partition is read-only until its loss is accepted', { setting: `ACCEPT_LOST=${name ?? ''}` });
};

export const hostLedger = (
  host: LedgerHost,
  ledger: LedgerName,
  decider: (partition: number, partitions: number) => DomainDecider,
): HostedLedger => {
  const { ports, partitions, clock } = host;
  const instance = `${hostname().replace(/[^\w.-]/g, '-').slice(0, 20)}-${String(process.pid)}`;
  const desks = Array.from({ length: partitions }, (_, index): Desk => {
    const part = { ledger, gen: GENERATION, index };
    const rules = decider(index, partitions);
    return openDesk({
      driver: ports.driver, keyring: ports.keyring, snapshots: ports.snapshots, clock, decider: LEDGERS[ledger].timed ? rules : planningNothing(rules), part,
      installation: ports.installation, instance, catalogueVersion,
      signer: ports.sealSigner, log: codedLog(ports.log, { ledger }),
    });
  });

  const deskOf = (key: string): Desk => {
    const desk = desks[host.partitionOf(key)];
    if (desk === undefined) throw new Failure('service-kit/no-partition', `${ledger} has no partition for this key`, false);
    return desk;
  };

  const submit = async (command: CommandMessage, timeoutMs: number): Promise<CommandAnswer> => {
    const answer = await deskOf(command.key).submit({ ...command, deadline: Date.now() + timeoutMs });
    // Nobody sends to a process by its name: sent again, the command comes to whichever answers for the service then.
    if (answer.kind === 'moved') return { kind: 'in-doubt', retryAfterMs: RETRY_AFTER_MS };
    if (answer.kind === 'in-doubt') return answer;
    const { events, ...rest } = answer;
    return { ...rest, position: positionText(answer.position), events: events.map(answered) };
  };

  return {
    submit,
    handlers: { submit: ({ command, timeoutMs }: { command: CommandMessage; timeoutMs: number }) => submit(command, timeoutMs) },
    async start() {
      // Advice only, so nobody waits for it: two owners cost throughput, never correctness.
      ports.ownership
        .start(LEDGERS[ledger].service, instance, partitions, (mine) => { ports.log.info('partitions owned', { ledger, count: mine.size }); })
        .catch((cause: unknown) => { ports.log.warn('no heartbeats', { ledger, cause: causeOf(cause) }); });
      const feed = host.feed(ledger);
      for (let index = 0; index < partitions; index += 1) await assertNewestKeys(ports.driver, ports.keyring, { ledger, gen: GENERATION, index });
      await Promise.all(
        desks.map(async (desk) => {
          desk.onCommit((commit) => { feed.offer(commit); });
          await desk.start();
          if (desk.status === 'read-only') await goOn(desk, ports);
        }),
      );
    },
    async stop() {
      await Promise.all(desks.map((desk) => desk.stop()));
    },
    state: (key) => deskOf(key).state,
    async recall(key, id, timeoutMs) {
      const late = AbortSignal.timeout(timeoutMs);
      const commit = await deskOf(key).recall(id, late);
      if (commit === undefined && late.aborted) throw new Failure('service-kit/in-doubt', `${ledger} does not say what became of ${id}`, true);
      return commit;
    },
    resting: () => desks.every((desk) => desk.resting()),
    standing: () => desks.flatMap((desk) => (stands.has(desk.status) ? [`the desk of ${partitionName(desk.position().part)} is ${desk.status}: nothing is decided there${heldUp[ledger] ?? ''}`] : [])),
    folded: () => desks.reduce((commits, desk) => commits + desk.position().seq, 0),
  };
};
