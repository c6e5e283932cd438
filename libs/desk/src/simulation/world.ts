import { manualClock } from '@statewire/clock';
import { memoryKeyRing } from '@statewire/keyring';
import { memoryLogDriver, type LogDriver } from '@statewire/ledger';
import { makeSealKey, sealSigner } from '@statewire/seals';
import type { Answer, Command, Done } from '../decider.port.js';
import type { DeskOptions } from '../desk-options.js';
import type { Desk } from '../desk.port.js';
import { openDesk } from '../desk.js';
import { memorySnapshots } from '../snapshots.memory.js';
import type { SnapshotStore } from '../snapshots.port.js';
import { accountDecider, addCommand } from './account.decider.js';
import { judgeLog } from './oracle.js';
import { noFaults, UnreliableLog, type Faults } from './unreliable-log.js';
import { VirtualTime } from './virtual-time.js';

/** What a mutant changes about the parts around the desk; the desk itself is the product's. */
export type Mutation = Readonly<{
  options?: Partial<DeskOptions>;
  driver?: (driver: LogDriver) => LogDriver;
  submit?: (desk: Desk, command: Command) => Promise<Answer | 'failed'>;
}>;

export type Scenario = Readonly<{
  writers: number;
  commands: number;
  /** Commands come within this time; default a second and a half. */
  withinMs?: number;
  faults?: Partial<Faults>;
  /** Probability that a writer dies, every 50 ms, while commands come. */
  crash?: number;
  /** When unclean elections cut the log. */
  cutsAtMs?: readonly number[];
  mutation?: Mutation;
}>;

export type Outcome = Readonly<{ violations: readonly string[]; won: number; lost: number; doubts: number; voids: number; cutAcks: number; records: number }>;

const installation = 'simulated';
const part = { ledger: 'simulation', gen: 1, index: 0 };
const startsAt = '2026-11-21T04:10:05.123Z';
const signer = sealSigner(makeSealKey().privateKeyPem);
const patienceMs = 30_000;
const crashesUntilMs = 2_500;
const commandsWithinMs = 1_500;
const accounts = ['OHCOP0000', 'OHHP00000'];

type Writer = { readonly name: string; readonly snapshots: SnapshotStore; desk: Desk; alive: boolean; life: number };

/** Snapshots that take their time, and that a dead process cannot finish. */
const slowSnapshots = (store: SnapshotStore, time: VirtualTime, isAlive: () => boolean): SnapshotStore => ({
  ...store,
  open: async (name) => {
    const snapshot = await store.open(name);
    return {
      ...snapshot,
      write: (changes, cleared) =>
        new Promise((resolve) => {
          time.after(time.below(20), () => {
            if (isAlive()) void snapshot.write(changes, cleared).then(resolve);
          });
        }),
    };
  },
});

class World {
  readonly time: VirtualTime;
  /** Its own: a clock keeps the desks that listen to it, and no desk of a world is ever stopped. */
  readonly clock = manualClock(startsAt);
  readonly log = memoryLogDriver();
  readonly network: UnreliableLog;
  readonly keyring = memoryKeyRing();
  readonly writers: Writer[] = [];
  readonly answered = new Map<string, Done | 'failed'>();
  readonly answeredAfterCut = new Set<string>();
  /** Which command was told each position. */
  readonly given = new Map<number, string>();
  /** How often each command was sent. */
  readonly turns = new Map<string, number>();
  readonly lost = new Set<string>();
  readonly violations: string[] = [];
  isCut = false;
  isOver = false;

  constructor(
    seed: number,
    readonly scenario: Scenario,
  ) {
    this.time = new VirtualTime(seed);
    this.network = new UnreliableLog(this.log, this.time, { ...noFaults, ...scenario.faults });
  }

  open(name: string, snapshots: SnapshotStore, life: number): Writer {
    const { options = {}, driver = (plain: LogDriver) => plain } = this.scenario.mutation ?? {};
    const isAlive = () => writer.alive;
    let attempt = 0;
    const desk = openDesk({
      driver: driver(this.network.driver(isAlive)),
      keyring: this.keyring,
      snapshots: slowSnapshots(snapshots, this.time, isAlive),
      clock: this.clock,
      decider: accountDecider,
      part,
      installation,
      instance: name,
      catalogueVersion: '1',
      signer,
      scheduler: this.time.scheduler(),
      attempts: () => `${name}.${String(life)}/${String((attempt += 1))}`,
      saveCommitsMax: 5,
      saveIntervalMs: 60,
      sealIntervalMs: 400,
      sealCommitsMax: 12,
      log: (level, code) => {
        if (level === 'alarm' && !['desk/diverged', 'desk/commits-lost'].includes(code)) this.violations.push(`${name} raised ${code}`);
      },
      ...options,
    });
    const writer: Writer = { name, snapshots, desk, alive: true, life };
    this.watchOrder(writer);
    void desk.start();
    return writer;
  }

  /** Every commit comes once and in order; after a cut the log is read from its beginning. */
  watchOrder(writer: Writer): void {
    let seen = 0;
    writer.desk.onCommit(({ head: { seq } }) => {
      if (seq !== seen + 1 && seen !== 0 && seq !== 1) this.violations.push(`${writer.name} heard ${String(seq)} after ${String(seen)}`);
      seen = seq;
    });
  }

  /** Sends until there is an answer, to whichever writer comes to hand. */
  client(command: Command, preferred?: string): void {
    if (this.answered.has(command.id)) return;
    const { time } = this;
    const turn = (this.turns.get(command.id) ?? 0) + 1;
    this.turns.set(command.id, turn);
    const owner = this.writers.find(({ name, alive }) => alive && name === preferred);
    const writer = owner ?? this.writers[time.below(this.writers.length)];
    if (writer?.alive === true) {
      const sent = { ...command, deadline: time.nowMs + 150 + time.below(150) };
      const submit = this.scenario.mutation?.submit ?? ((desk: Desk, asked: Command) => desk.submit(asked));
      void submit(writer.desk, sent).then((answer) => {
        this.take(command, answer);
      });
    }
    time.after(400 + time.below(100), () => {
      if (this.turns.get(command.id) === turn) this.client(command);
    });
  }

  take(command: Command, answer: Answer | 'failed'): void {
    const { answered, time } = this;
    const before = answered.get(command.id);
    if (answer !== 'failed' && answer.kind === 'done') this.giveOnce(command.id, answer.position.seq);
    if (answer === 'failed') {
      if (before === undefined) answered.set(command.id, answer);
      return;
    }
    if (answer.kind !== 'done') {
      const preferred = answer.kind === 'moved' ? answer.owner : undefined;
      time.after(answer.kind === 'moved' ? 1 : 20, () => {
        this.client(command, preferred);
      });
      return;
    }
    if (before === undefined) {
      answered.set(command.id, answer);
      if (this.isCut) this.answeredAfterCut.add(command.id);
      // Some never hear the answer, and ask again.
      if (time.chance(0.2)) this.askAgain(command);
    } else if (before !== 'failed' && !this.isCut && (before.out !== answer.out || before.position.seq !== answer.position.seq)) {
      this.violations.push(`${command.id} is answered in two ways`);
    }
  }

  /** Whoever has won a commit keeps it; only a rival, or a life that begins before it was saved, does not know of it when it is lost. */
  giveOnce(id: string, seq: number): void {
    const { given, scenario } = this;
    if (scenario.writers === 1 && scenario.crash === undefined && (given.get(seq) ?? id) !== id) this.violations.push(`${String(seq)} is given to ${given.get(seq) ?? ''} and to ${id}`);
    given.set(seq, id);
  }

  askAgain(command: Command): void {
    const writer = this.writers[this.time.below(this.writers.length)];
    if (writer?.alive !== true) return;
    void writer.desk.submit({ ...command, deadline: this.time.nowMs + 300 }).then((answer) => {
      if (answer.kind === 'done') this.take(command, answer);
    });
  }

  crashes(probability: number): void {
    const { time, writers } = this;
    if (time.chance(probability) && !this.isOver) {
      const index = time.below(writers.length);
      const dying = writers[index];
      if (dying?.alive === true) {
        dying.alive = false;
        time.after(time.below(100), () => {
          writers[index] = this.open(dying.name, dying.snapshots, dying.life + 1);
        });
      }
    }
    if (time.nowMs < crashesUntilMs) {
      time.after(50, () => {
        this.crashes(probability);
      });
    }
  }

  /** Reads what was lost and lets the desks go on, as a person would after the alarm. */
  operator(): void {
    for (const { desk, alive } of this.writers) if (alive && desk.status === 'read-only') void this.resume(desk);
    this.time.after(100, () => {
      this.operator();
    });
  }

  async resume(desk: Desk): Promise<void> {
    for (const { head } of await desk.lost()) if (head.cmd !== undefined) this.lost.add(head.cmd);
    await desk.resume();
  }

  async play(): Promise<void> {
    const { scenario, time } = this;
    await this.log.create(part.ledger, part.gen, 1);
    for (let index = 0; index < scenario.writers; index += 1) this.writers.push(this.open(`sw-${String(index)}`, memorySnapshots(), 0));
    const commands = Array.from({ length: scenario.commands }, (_, index) =>
      addCommand(`c${String(index)}`, time.chance(0.5) ? 1 : -1, { key: accounts[time.below(2)] ?? '', ...(time.chance(0.1) ? { note: 'private' } : {}) }),
    );
    for (const command of commands) time.after(time.below(scenario.withinMs ?? commandsWithinMs), () => { this.client(command); });
    if (scenario.crash !== undefined) this.crashes(scenario.crash);
    const { cutsAtMs = [] } = scenario;
    for (const cutAtMs of cutsAtMs) {
      time.after(cutAtMs, () => {
        this.isCut = true;
        this.answeredAfterCut.clear();
        this.network.cut(part, 1 + time.below(4));
      });
    }
    this.operator();
    const quietMs = Math.max(scenario.crash === undefined ? 0 : crashesUntilMs, Math.max(0, ...cutsAtMs) + 500);
    await time.run(patienceMs, () => this.answered.size === commands.length && time.nowMs > quietMs && this.writers.every(({ alive }) => alive));
    for (const { id } of commands) if (!this.answered.has(id)) this.violations.push(`${id} is never answered`);
  }

  /** Every desk alive must come to the state that the log alone gives. */
  async compare(): Promise<void> {
    this.isOver = true;
    const positions = this.writers.map(({ desk }) => desk.catchUp());
    const read = { all: false };
    void Promise.all(positions).then(() => {
      read.all = true;
    });
    await this.time.run(this.time.nowMs + 20_000, () => read.all);
    if (!read.all) this.violations.push('a desk does not come to the end of the log');
    const { history } = judgeLog(this.log, installation, part, []);
    for (const { desk, name } of this.writers) {
      const there = history[desk.chain().seq - 1];
      if (desk.chain().head !== there?.hash) this.violations.push(`${name} has a head that is not in the log`);
      for (const [account, balance] of there?.balances ?? []) {
        if ((desk.state.get<number>(account) ?? 0) !== balance) this.violations.push(`${name} has another balance of ${account}`);
      }
    }
  }

  judge(): number {
    const { decided, violations } = judgeLog(this.log, installation, part, this.network.stored);
    this.violations.push(...violations);
    let cutAcks = 0;
    for (const [id, answer] of this.answered) {
      const truth = decided.get(id);
      if (answer === 'failed') {
        if (truth !== undefined) this.violations.push(`${id} was told to have failed and is in the log`);
      } else if (truth?.out !== answer.out || (!this.isCut && truth.seq !== answer.position.seq)) {
        cutAcks += 1;
        const wasLost = this.isCut && !this.answeredAfterCut.has(id) && this.lost.has(id);
        if (!wasLost) this.violations.push(`${id} was answered ${answer.out} and is ${truth?.out ?? 'not in the log'}`);
      }
    }
    return cutAcks;
  }

  async outcome(): Promise<Outcome> {
    await this.play();
    const cutAcks = this.judge();
    await this.compare();
    const counts = this.writers.map(({ desk }) => desk.counts());
    const sum = (name: 'won' | 'lost' | 'doubts' | 'voidRecords') => counts.reduce((total, count) => total + count[name], 0);
    return { violations: this.violations, won: sum('won'), lost: sum('lost'), doubts: sum('doubts'), voids: sum('voidRecords'), cutAcks, records: this.log.records(part).length };
  }
}

/** One run of the product's own writers under faults that follow from the seed. */
export const simulate = (seed: number, scenario: Scenario): Promise<Outcome> => new World(seed, scenario).outcome();
