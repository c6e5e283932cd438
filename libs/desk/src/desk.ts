import { whenMoved } from '@statewire/clock';
import { causeOf, Failure, isFailure } from '@statewire/kernel';
import { partitionName, type Commit, type CommandId, type Position, type RawRecord } from '@statewire/ledger';
import { attemptsOf, attemptsOfInstance, doneAnswer, type Attempts } from './answers.js';
import { Appender } from './appender.js';
import type { Batch } from './batch.js';
import { CommandQueue, inDoubt } from './command-queue.js';
import { CommitListeners, type CommitListener } from './commit-listeners.js';
import type { Answer, Command } from './decider.port.js';
import type { DeskLog, DeskOptions } from './desk-options.js';
import type { Desk, DeskCounts, DeskStatus } from './desk.port.js';
import { LogFollower } from './log-follower.js';
import { oneShot, type OneShot } from './one-shot.js';
import { PartitionKeeper } from './partition-keeper.js';
import { byDeadline, patience, PartitionStopped, Stopped, type Patience } from './patience.js';
import { systemScheduler, type Scheduler } from './scheduler.port.js';
import { SealPlanner } from './seal-planner.js';
import { rowUnreadable } from './snapshotter.js';
import { isWritable } from './writable.js';

const deadlineCheckMs = 50;
const heldCheckMs = 20;
const stopWithinMs = 5_000;
const ended: ReadonlySet<DeskStatus> = new Set(['halted', 'stopped']);

class PartitionDesk implements Desk {
  status: DeskStatus = 'new';
  readonly state = { get: <T>(key: string) => this.#keeper?.fold.settled.get<T>(key) };
  readonly #options: DeskOptions;
  readonly #scheduler: Scheduler;
  readonly #log: DeskLog;
  readonly #stop = new AbortController();
  readonly #patience: Patience;
  readonly #queue = new CommandQueue();
  readonly #attempts: Attempts;
  readonly #follower: LogFollower;
  readonly #appender: Appender;
  readonly #listeners = new CommitListeners((error) => { this.#alarm('desk/listener-failed', { cause: causeOf(error) }); });
  readonly #check: OneShot;
  readonly #seals: SealPlanner;
  #wakeUp: () => void = () => undefined;
  #keeper: PartitionKeeper | undefined;
  #running: Promise<void> = Promise.resolve();
  /** Resolves when the log has been read anew. */
  #rebuilt: Promise<void> = Promise.resolve();
  #stopping = false;
  #catchUps: ((position: Position) => void)[] = [];
  #commits = 0;

  constructor(options: DeskOptions) {
    const { driver, keyring, part, scheduler = systemScheduler(), log = () => undefined, attempts = attemptsOfInstance(options.instance) } = options;
    const stop = this.#stop.signal;
    this.#options = options;
    this.#scheduler = scheduler;
    this.#log = log;
    this.#patience = patience(scheduler, log, partitionName(part), stop);
    this.#attempts = attemptsOf(attempts);
    this.#follower = new LogFollower({ driver, keyring, part, patience: this.#patience, stop, onFolded: (commit, record) => { this.#folded(commit, record); }, kept: async () => this.#keeper?.kept() });
    this.#appender = new Appender({
      options,
      writer: { ...options, attempts, log, systemInstant: () => new Date(scheduler.systemMs()).toISOString() },
      attempts: this.#attempts,
      queue: this.#queue,
      follower: this.#follower,
      scheduler,
      patience: this.#patience,
      stop,
      onWon: (batch, commits) => { this.#won(batch, commits); },
      onKnown: (pending) => void this.#keeper?.answer(pending.command.id, options.clock.now()).then((answer) => { this.#queue.settle(pending, answer); }),
    });
    this.#check = oneShot(scheduler, stop, () => { this.#checkQueue(); });
    this.#seals = new SealPlanner({ options, scheduler, stop, onDue: () => { this.#wakeUp(); } });
    stop.addEventListener('abort', whenMoved(options.clock, () => { if (this.#queue.held > 0) this.#checkQueue(); }));
  }

  async start(): Promise<void> {
    const { installation, part, decider, dedupWindowMs } = this.#options;
    const dedup = dedupWindowMs === undefined ? {} : { windowMs: dedupWindowMs };
    try {
      this.#keeper = await PartitionKeeper.open({
        options: this.#options,
        foldOptions: { installation, part, decider, dedup },
        follower: this.#follower,
        patience: this.#patience,
        scheduler: this.#scheduler,
        stop: this.#stop.signal,
        log: this.#log,
        onUnreadable: () => { this.#wakeUp(); },
      });
      await this.#keeper.recover();
    } catch (error) {
      this.#end(error);
      throw new Failure('desk/not-started', `${partitionName(part)} could not be brought up`, false, { cause: error });
    }
    this.#seals.note(this.#keeper.fold.seals);
    this.#go(this.#keeper);
    this.#running = this.#run(this.#keeper);
  }

  async submit(command: Command): Promise<Answer> {
    if (!isWritable(command)) throw new Failure('desk/bad-command', `a command cannot be written under its id or key`, false);
    if (this.#stopping || ended.has(this.status)) return inDoubt;
    const keeper = this.#keeper;
    const now = this.#options.clock.now();
    if (keeper?.isDecided(command.id, now) === true) {
      return byDeadline(this.#scheduler, command.deadline, (late) => keeper.answer(command.id, now, late), inDoubt);
    }
    const answer = this.#queue.add(command);
    this.#check.arm(deadlineCheckMs);
    this.#wakeUp();
    return answer;
  }

  position(): Position {
    return { part: this.#options.part, seq: this.#keeper?.fold.chain.seq ?? 0 };
  }

  chain() {
    return this.#started().fold.chain;
  }

  onCommit(listener: CommitListener): () => void {
    return this.#listeners.add(listener);
  }

  async recall(id: CommandId, stop?: AbortSignal): Promise<Commit | undefined> {
    return this.#keeper?.recall(id, this.#options.clock.now(), stop);
  }

  async catchUp(): Promise<Position> {
    if (ended.has(this.status)) return this.position();
    return new Promise((resolve) => {
      this.#catchUps.push(resolve);
      this.#wakeUp();
    });
  }

  async seal(): Promise<void> {
    if (!ended.has(this.status)) await this.#seals.ask();
  }

  resting(): boolean {
    const doubtful = this.#keeper !== undefined && this.#appender.inDoubt(this.#keeper.fold);
    return this.#queue.size === this.#queue.held && !doubtful;
  }

  counts(): DeskCounts {
    return { ...this.#appender.counts, voidRecords: this.#follower.voidRecords, commits: this.#commits };
  }

  async lost(): Promise<readonly Commit[]> {
    await this.#rebuilt;
    return this.#started().lostCommits();
  }

  async resume(): Promise<void> {
    const lost = await this.lost();
    if (this.status !== 'read-only') return;
    this.#started().acceptLoss(lost);
    this.status = 'running';
    this.#wakeUp();
  }

  async stop(withinMs = stopWithinMs): Promise<void> {
    if (this.status === 'stopped') return;
    this.#stopping = true;
    this.#seals.want();
    this.#wakeUp();
    await Promise.race([this.#running, this.#scheduler.sleep(withinMs, this.#stop.signal)]);
    this.#stop.abort();
    await this.#running;
    this.#end();
    await this.#keeper?.close();
  }

  /** One turn after the other: whatever happens to the fold or the log happens here. */
  async #run(keeper: PartitionKeeper): Promise<void> {
    try {
      while (this.status === 'running' || this.status === 'read-only') {
        if (this.#hasWork(keeper)) {
          await this.#turn(keeper);
          // A last seal that finds no room will not find any before the end.
          if (this.#stopping && this.#appender.lacksRoom) return;
        } else if (this.#stopping) return;
        else await this.#pause();
      }
    } catch (error) {
      this.#end(error);
    }
  }

  #hasWork({ fold, isUnreadable, loss }: PartitionKeeper): boolean {
    if (this.#catchUps.length > 0 || isUnreadable) return true;
    return this.status === 'running' && (loss !== undefined || this.#queue.ready > 0 || this.#seals.due || this.#appender.inDoubt(fold));
  }

  /** Where a row of the snapshot cannot be read the next turn folds the log anew, and what was to be decided waits for it. */
  #turn(keeper: PartitionKeeper): Promise<void> {
    const turn = keeper.isUnreadable ? this.#refold(keeper) : this.#catchUps.length > 0 ? this.#serveCatchUps(keeper) : this.#decideNext(keeper);
    return turn.catch((error: unknown) => { if (!isFailure(error, rowUnreadable)) throw error; });
  }

  /** The log is read from its beginning, and what it has lost meanwhile shows. */
  async #refold(keeper: PartitionKeeper): Promise<void> {
    this.#rebuilt = keeper.refold();
    await this.#rebuilt;
    if (this.status === 'running') this.#go(keeper);
  }

  /** While commits are lost that were not accepted as lost nothing is decided. */
  #go(keeper: PartitionKeeper): void {
    const lost = keeper.loss === undefined ? keeper.lost().length : 0;
    this.status = lost === 0 ? 'running' : 'read-only';
    if (lost > 0) this.#alarm('desk/commits-lost', { lost });
  }

  async #decideNext(keeper: PartitionKeeper): Promise<void> {
    const turn = await this.#appender.turn(keeper.fold, this.#options.clock.now(), this.#seals.due, keeper.loss);
    if (turn === 'diverged') await this.#diverge(keeper);
    this.#seals.noteTurn(keeper.fold.seals);
  }

  async #serveCatchUps(keeper: PartitionKeeper): Promise<void> {
    const waiting = [...this.#catchUps];
    if ((await this.#follower.catchUp(keeper.fold)) === 'diverged') await this.#diverge(keeper);
    for (const resolve of this.#catchUps.splice(0, waiting.length)) resolve(this.position());
  }

  /** The log is not the one that was read. Nothing is written until a person has said so; what is there is read anew. */
  async #diverge(keeper: PartitionKeeper): Promise<void> {
    this.status = 'read-only';
    this.#alarm('desk/diverged', { seq: keeper.fold.chain.seq });
    this.#rebuilt = keeper.rebuild();
    await this.#rebuilt;
    this.#alarm('desk/commits-lost', { lost: keeper.lost().length, seq: keeper.fold.chain.seq });
  }

  #folded(commit: Commit, record: RawRecord): void {
    const own = this.#attempts.isOwn(commit.head.w);
    // What others won may be answered for here too, so it is kept as well while the desk is at work.
    this.#keeper?.noteFolded(commit, record, own || this.status === 'running');
    this.#appender.noteFolded(commit);
    this.#publish([commit]);
    const pending = commit.head.cmd === undefined ? undefined : this.#queue.find(commit.head.cmd);
    if (pending !== undefined) this.#queue.settle(pending, doneAnswer(commit, !own));
  }

  #won({ entries }: Batch, commits: readonly Commit[]): void {
    this.#keeper?.noteWon(entries.map(({ frame: { head, hash, bytes } }) => ({ seq: head.seq, hash, bytes })));
    this.#publish(commits);
    for (const [index, { pending }] of entries.entries()) {
      const commit = commits[index];
      if (pending !== undefined && commit !== undefined) this.#queue.settle(pending, doneAnswer(commit, false));
    }
  }

  #publish(commits: readonly Commit[]): void {
    this.#commits += commits.length;
    this.#listeners.tell(commits);
    if (this.#keeper !== undefined) this.#seals.note(this.#keeper.fold.seals);
  }

  #checkQueue(): void {
    this.#queue.expire(this.#scheduler.systemMs());
    this.#queue.releaseDue(this.#options.clock.now());
    if (this.#queue.size > 0) this.#check.arm(this.#queue.held > 0 ? heldCheckMs : deadlineCheckMs);
    this.#wakeUp();
  }

  #pause(): Promise<void> {
    return new Promise((resolve) => { this.#wakeUp = resolve; });
  }

  #started(): PartitionKeeper {
    if (this.#keeper === undefined) throw new Failure('desk/not-started', `${partitionName(this.#options.part)} was not started`, true);
    return this.#keeper;
  }

  #alarm(code: string, details: Readonly<Record<string, string | number>>): void {
    this.#log('alarm', code, { part: partitionName(this.#options.part), ...details });
  }

  /** Nothing is decided any more; who still waits learns that nobody knows. */
  #end(error: unknown = new Stopped()): void {
    if (error instanceof Stopped) {
      if (this.status !== 'halted') this.status = 'stopped';
    } else {
      this.status = 'halted';
      this.#alarm(error instanceof PartitionStopped ? error.code : 'desk/defect', { cause: causeOf(error) });
    }
    this.#queue.abandon();
    this.#seals.close();
    for (const resolve of this.#catchUps.splice(0)) resolve(this.position());
  }
}

/** The writer of `options.part`; it reads and decides nothing before `start`. */
export const openDesk = (options: DeskOptions): Desk => new PartitionDesk(options);
