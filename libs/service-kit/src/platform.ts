import { Directory } from '@statewire/access';
import type { Bus, Handlers } from '@statewire/bus';
import { addMs, manualClock, systemClock, type Clock, type ManualClock } from '@statewire/clock';
import { EVENT_VERSIONS, GENERATION, LEDGER_NAMES, type LedgerName, type RestAnswer, type RestRequest } from '@statewire/contracts';
import { dedupWindowMs } from '@statewire/desk';
import { causeOf, Failure, type DomainDecider, type Instant, type JsonObject } from '@statewire/kernel';
import { parsePosition, partitionOf, type Position } from '@statewire/ledger';
import {
  follower, knownEvents, ledgerFeed, projector, reaction, type Alarms, type FollowerOptions, type Following, type LedgerFeed, type Projection,
  type ReactionOptions,
} from '@statewire/projector';
import type { View } from '@statewire/views';
import { setTimeout as sleep } from 'node:timers/promises';
import { loggedAlarms } from './alarms.js';
import { hostLedger, type HostedLedger } from './hosted-ledger.js';
import type { Log } from './log.js';
import type { Ports } from './ports.js';
import type { Service } from './service.js';
import { tellProgress, type LedgerReader } from './start-progress.js';
import { viewsProbe, type ViewsProbe } from './views-probe.js';

/** How long a log-on or log-off waits until this process knows of it. */
const DIRECTORY_TIMEOUT_MS = 5_000;

/** A service at work is looked at again so soon: in memory, so that it costs little. */
const REST_LOOK_MS = 1;

/** Where a simulated clock stands until the ledger, or a setting that finds none there, has told it where to begin. */
const BEFORE_ANY_CLOCK: Instant = '1970-01-01T00:00:00.000Z';

export const PLATFORM = Symbol('statewire platform');

/** Positions as replies carry them (`vehicles.1/3@88123`). Throws Failure `service-kit/position` at a text that is none. */
export const positionsOf = (texts: readonly string[]): readonly Position[] =>
  texts.map((text) => {
    const position = parsePosition(text);
    if (position === undefined) throw new Failure('service-kit/position', `${text} is no position`, false);
    return position;
  });

export type ReactionOf = Omit<ReactionOptions, 'feeds' | 'alarms' | 'doneBefore'> &
  Readonly<{
    ledgers: readonly LedgerName[];
    /** `all`: where its place was lost it may do everything again, however long ago. Left out: only what it caused within the time for which commands are remembered. */
    repeats?: 'all';
  }>;

/**
 * What all services of one process share: the ports, one reader a ledger, the directory of agencies and operators, the
 * clock. A service cannot tell whether it is alone in its process.
 */
export class Platform {
  readonly directory = new Directory();
  readonly clock: Clock;
  readonly alarms: Alarms;
  readonly services: Service[] = [];
  private readonly simulated: ManualClock | undefined;
  private readonly feeds = new Map<LedgerName, LedgerFeed>();
  private readonly control: Following;
  private readonly viewsProbe: ViewsProbe;
  private readonly followed: Readonly<{ name: string; following: Following }>[] = [];
  /** What a start may have to wait for. */
  private readonly hosted: HostedLedger[] = [];
  private readonly readers: LedgerReader[] = [];

  constructor(readonly ports: Ports) {
    const { settings, log } = ports;
    this.simulated = settings.clock === 'system' ? undefined : manualClock(BEFORE_ANY_CLOCK);
    this.clock = this.simulated ?? systemClock();
    this.alarms = loggedAlarms(log);
    this.viewsProbe = viewsProbe(this.alarms);
    this.control = this.follow({
      name: 'directory',
      ledgers: ['control'],
      handle: ({ body }) => {
        for (const event of body.ev) this.directory.apply(event);
        if (this.directory.clock !== undefined) this.simulated?.moveTo(this.directory.clock);
      },
    });
  }

  get bus(): Bus { return this.ports.bus; }
  get log(): Log { return this.ports.log; }
  get partitions(): number { return this.ports.settings.partitions; }

  /** Makes the ledgers where they are missing, refuses to run on ones that are not set up as ledgers, and learns who is who. */
  async start(): Promise<void> {
    for (const ledger of LEDGER_NAMES) {
      await this.ports.driver.create(ledger, GENERATION, this.partitions);
      await this.ports.driver.verifySettings(ledger, GENERATION);
    }
    await this.control.start();
    await this.control.caughtUp();
    const { clock } = this.ports.settings;
    // A clock that has run before goes on where it stopped; the timer walks it on to a later setting, past all that falls due.
    if (this.directory.clock === undefined && clock !== 'system') this.simulated?.moveTo(clock);
  }

  async startServices(): Promise<void> {
    const end = tellProgress(this.readers, this.log);
    try {
      await Promise.all(this.services.map((service) => service.start()));
    } finally {
      end();
    }
  }

  /** Answers for a service on the bus: its own patterns, and whether it rests. */
  serve(service: Service, handlers: Handlers): Promise<void> {
    const rest = (request: RestRequest): Promise<RestAnswer> => this.rest(service, request);
    return this.bus.serve(service.name, { ...handlers, rest });
  }

  async stop(): Promise<void> {
    for (const service of this.services) await service.stop();
    await this.control.stop();
    for (const feed of this.feeds.values()) feed.stop();
  }

  register(service: Service): void {
    this.services.push(service);
  }

  feed(ledger: LedgerName): LedgerFeed {
    const known = this.feeds.get(ledger);
    if (known !== undefined) return known;
    const { driver, keyring, installation } = this.ports;
    const schemas = Object.entries(EVENT_VERSIONS[ledger]).map(([t, tv]) => ({ t, tv }));
    const made = ledgerFeed({ driver, keyring, installation, ledger, gen: GENERATION, partitions: this.partitions, known: knownEvents(schemas) });
    this.feeds.set(ledger, made);
    return made;
  }

  partitionOf(key: string): number {
    return partitionOf(key, this.partitions);
  }

  /** Opens the desks of a ledger that a service of this process owns. */
  host(ledger: LedgerName, decider: (partition: number, partitions: number) => DomainDecider): HostedLedger {
    const hosted = hostLedger(this, ledger, decider);
    this.hosted.push(hosted);
    this.readers.push({ name: `desk ${ledger}`, done: () => hosted.folded(), all: () => this.commitsIn([ledger]) });
    return hosted;
  }

  follow({ ledgers, ...options }: Omit<FollowerOptions, 'feeds' | 'alarms'> & Readonly<{ ledgers: readonly LedgerName[] }>): Following {
    return this.noted(options.name, follower({ ...options, feeds: ledgers.map((ledger) => this.feed(ledger)), alarms: this.alarms }));
  }

  project<D extends JsonObject>(projection: Projection<D> & Readonly<{ ledgers: readonly LedgerName[]; view: View<D> }>): Following {
    const { ledgers, ...rest } = projection;
    const projecting = this.noted(rest.name, projector({ ...rest, feeds: ledgers.map((ledger) => this.feed(ledger)), alarms: this.alarms }));
    const { driver, views } = this.ports;
    const parts = ledgers.flatMap((ledger) => this.feed(ledger).parts);
    const [first] = parts;
    if (first !== undefined) this.viewsProbe.by(() => rest.view.checkpoint(first));
    this.readers.push({
      name: `view ${rest.name}`, done: () => parts.reduce((commits, part) => commits + (projecting.position(part) ?? 0), 0), all: () => this.commitsIn(ledgers),
    });
    const dropOlder = () =>
      views.dropOlder(rest.name, rest.version).catch((cause: unknown) => { this.alarms.raise('projector/old-version-stays', { view: rest.name, cause: causeOf(cause) }); });
    return {
      ...projecting,
      // Elsewhere a process of the version before may still be asked, until this one can be.
      start: async () => {
        if (driver.isOnOwnDisk === true) await dropOlder();
        await projecting.start();
        if (driver.isOnOwnDisk !== true) void projecting.caughtUp().then(dropOlder, () => undefined);
      },
    };
  }

  react({ ledgers, repeats, ...options }: ReactionOf): Following {
    const again = repeats === 'all' ? {} : { doneBefore: addMs(this.clock.now(), -dedupWindowMs) };
    return this.noted(options.name, reaction({ ...options, ...again, feeds: ledgers.map((ledger) => this.feed(ledger)), alarms: this.alarms }));
  }

  private noted(name: string, following: Following): Following {
    this.followed.push({ name, following });
    return following;
  }

  /** Where the logs end: in a cluster with the records that lost a race and count for nothing, so that it is a little more. */
  private async commitsIn(ledgers: readonly LedgerName[]): Promise<number> {
    const ends = ledgers.flatMap((ledger) => this.feed(ledger).parts.map((part) => this.feed(ledger).end(part)));
    return Number((await Promise.all(ends)).reduce((commits, end) => commits + end, 0n));
  }

  /** Until this process knows what these commits of the control ledger say. Failure `service-kit/directory-late` (canRetry) after five seconds, `service-kit/position` as {@link positionsOf}. */
  async directoryAt(positions: readonly string[]): Promise<void> {
    if ((await this.control.waitFor(positionsOf(positions), DIRECTORY_TIMEOUT_MS)) === 'timeout') {
      throw new Failure('service-kit/directory-late', 'the directory does not follow its ledger', true);
    }
  }

  private standing(outage: string | undefined): Pick<RestAnswer, 'standing'> {
    const standing = [
      ...(outage === undefined ? [] : [outage]),
      ...this.hosted.flatMap((ledger) => ledger.standing()),
      ...this.followed.flatMap(({ name, following }) => following.standing().map((part) => `${name} in ${part} stands still: what is written there does not show`)),
    ];
    return standing.length === 0 ? {} : { standing };
  }

  /** Whether a service rests, once it does or the time is over. Where the logs end was asked for once, for all services. */
  private async rest(service: Service, { ends = {}, waitMs = 0 }: RestRequest): Promise<RestAnswer> {
    for (const [ledger, feed] of this.feeds) feed.expect((ends[ledger] ?? []).map(BigInt));
    const endsAt = performance.now() + waitMs;
    const outage = this.viewsProbe.outage();
    for (;;) {
      const resting = (await this.control.resting()) && (await service.resting());
      if (resting || performance.now() > endsAt) return { resting, ...this.standing(await outage) };
      await sleep(REST_LOOK_MS);
    }
  }
}
