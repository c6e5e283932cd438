import { causeOf, isFailure, type Instant } from '@statewire/kernel';
import { batchCommandsMax, partitionName, stateAfter, type AppendResult, type Commit, type Hash } from '@statewire/ledger';
import { instanceOf, type Attempts } from './answers.js';
import { addBarrier, addSeal, decideBatch, type Batch, type BatchWriter } from './batch.js';
import type { CommandQueue, Pending } from './command-queue.js';
import type { DeskOptions } from './desk-options.js';
import type { LogFollower } from './log-follower.js';
import { lossBatch, type Loss } from './loss.js';
import type { PartitionFold } from './partition-fold.js';
import { PartitionStopped, Stopped, type Patience } from './patience.js';
import type { Scheduler } from './scheduler.port.js';
import { rowUnreadable } from './snapshotter.js';

const backOffMaxMs = 200;
const lossesBeforeBackOff = 2;

export type AppenderParts = Readonly<{
  options: Pick<DeskOptions, 'driver' | 'part' | 'instance' | 'believesBase' | 'handsOver'>;
  writer: BatchWriter;
  attempts: Attempts;
  queue: CommandQueue;
  follower: LogFollower;
  scheduler: Scheduler;
  patience: Patience;
  stop: AbortSignal;
  /** Called with every batch that was won at once; its frames are its commits. */
  onWon: (batch: Batch, commits: readonly Commit[]) => void;
  /** Called with a command that the fold knows already, though it was in line: the line is older than the fold. */
  onKnown: (pending: Pending) => void;
}>;

export type Turn = 'done' | 'diverged';

type RefusedReason = Extract<AppendResult, { kind: 'refused' }>['reason'];

/** The writer's loop of ledger.md's §2.4, one turn at a time: decide, append once, find out what became of it. */
export class Appender {
  readonly #parts: AppenderParts;
  #batchMax = batchCommandsMax;
  #losses = 0;
  /** Whether the log or the keyring has said that its disk is nearly full, and the log nothing else since. */
  #lacksRoom = false;
  #roundTripMs = 1;
  #session: number | undefined;
  /** The head on which an attempt was made whose fate is unknown; over as soon as the head is another. */
  #doubtful: Hash | undefined;
  /** Who won the commit that was folded from the log last, if it was another. */
  #winner: string | undefined;
  readonly counts = { won: 0, lost: 0, doubts: 0 };

  constructor(parts: AppenderParts) {
    this.#parts = parts;
  }

  get lacksRoom(): boolean {
    return this.#lacksRoom;
  }

  inDoubt(fold: PartitionFold): boolean {
    return this.#doubtful === fold.chain.head;
  }

  /** To be told of every commit folded from the log. */
  noteFolded({ head }: Commit): void {
    this.#winner = this.#parts.attempts.isOwn(head.w) ? undefined : instanceOf(head.w);
  }

  /** A loss is passed over before anything else is decided. Where a row cannot be read, what was taken is in line again. */
  async turn(fold: PartitionFold, at: Instant, wantsSeal: boolean, loss?: Loss): Promise<Turn> {
    const { queue, writer } = this.#parts;
    if (loss !== undefined) return this.#append(fold, lossBatch(writer, fold, at, loss));
    const taken = queue.take(this.#batchMax, at);
    try {
      return await this.#write(fold, taken, at, wantsSeal);
    } catch (error) {
      if (isFailure(error, rowUnreadable)) {
        fold.drop();
        queue.giveBack(taken.filter(({ inFlight }) => inFlight));
      }
      throw error;
    }
  }

  async #write(fold: PartitionFold, taken: readonly Pending[], at: Instant, wantsSeal: boolean): Promise<Turn> {
    const { queue, writer } = this.#parts;
    const batch = await this.#decide(fold, taken.filter((pending) => this.#isNew(fold, pending, at)), at);
    if (batch === undefined) return 'done';
    queue.giveBack(batch.leftOver);
    if (batch.entries.length === 0 && this.inDoubt(fold)) addBarrier(writer, fold, batch, at);
    if (wantsSeal && (fold.seals.unsealed || batch.entries.length > 0)) addSeal(writer, fold, batch, at);
    return batch.entries.length === 0 ? 'done' : this.#append(fold, batch);
  }

  /** A snapshot knows commands that were put in line before it was read. */
  #isNew(fold: PartitionFold, pending: Pending, at: Instant): boolean {
    const isNew = fold.dedup.get(pending.command.id, at) === undefined;
    if (!isNew) this.#parts.onKnown(pending);
    return isNew;
  }

  async #decide(fold: PartitionFold, taken: readonly Pending[], at: Instant): Promise<Batch | undefined> {
    const { queue, writer, patience } = this.#parts;
    try {
      return await decideBatch(writer, fold, taken, at);
    } catch (error) {
      if (isFailure(error, rowUnreadable)) throw error;
      fold.drop();
      queue.giveBack(taken);
      if (isFailure(error, 'keyring/no-room')) this.#noteNoRoom();
      else writer.log('warn', 'desk/keyring-failed', { part: partitionName(writer.part), cause: causeOf(error) });
      await patience.pause();
      return undefined;
    }
  }

  async #append(fold: PartitionFold, batch: Batch): Promise<Turn> {
    const { options, scheduler, stop } = this.#parts;
    const started = scheduler.monotonicMs();
    const result = await options.driver
      .append(options.part, batch.entries.map(({ frame }) => frame.bytes))
      .catch((cause: unknown): AppendResult => ({ kind: 'unknown', cause }));
    if (stop.aborted) throw new Stopped();
    this.#roundTripMs = scheduler.monotonicMs() - started;
    if (result.kind === 'refused') return this.#refused(fold, batch, result.reason);
    this.#lacksRoom = false;
    if (result.kind === 'unknown' || options.believesBase === false) return this.#unknown(fold, batch);
    return this.#stored(fold, batch, result.base, result.session);
  }

  async #stored(fold: PartitionFold, batch: Batch, base: bigint, session: number | undefined): Promise<Turn> {
    const { follower } = this.#parts;
    const sameSession = session === this.#session;
    this.#session = session;
    const expected = fold.chain.next;
    if (sameSession && base === expected) {
      this.#win(fold, batch, base);
      return 'done';
    }
    fold.drop();
    if (!sameSession || base < expected) {
      if (!(await follower.headHolds(fold))) return this.#diverged(batch);
      // Below a head that is still there nothing can have been stored: the client does not tell the truth.
      if (base < fold.chain.next) throw new PartitionStopped('desk/false-base', `stored at ${String(base)}, below ${String(fold.chain.next)}`);
    }
    const end = base + BigInt(batch.entries.length);
    if ((await follower.catchUp(fold, end)) === 'diverged') return this.#diverged(batch);
    // Readers may not be shown yet what is stored; until they are, nobody can tell who won.
    return fold.chain.next < end ? this.#stillInDoubt(fold, batch) : this.#judged(fold, batch);
  }

  /** The chain has its say: what of the batch was not settled while its records were folded has lost. */
  async #judged(fold: PartitionFold, batch: Batch): Promise<Turn> {
    const lost = this.#unsettled(batch);
    if (lost.length === 0) {
      this.#grow();
      return 'done';
    }
    this.counts.lost += 1;
    this.#losses += 1;
    this.#batchMax = Math.max(1, this.#batchMax >> 2);
    this.#parts.queue.giveBack(lost);
    if (this.#losses < lossesBeforeBackOff) return 'done';
    this.#handOver(lost);
    return this.#backOff(fold);
  }

  async #backOff(fold: PartitionFold): Promise<Turn> {
    const { scheduler, stop, follower } = this.#parts;
    await scheduler.sleep(scheduler.random() * Math.min(2 ** this.#losses * Math.max(this.#roundTripMs, 1), backOffMaxMs), stop);
    if (stop.aborted) throw new Stopped();
    return (await follower.catchUp(fold)) === 'diverged' ? 'diverged' : 'done';
  }

  /** Nothing of a lost command is under way here, so whoever keeps winning may decide it. */
  #handOver(lost: readonly Pending[]): void {
    const { queue, options } = this.#parts;
    const owner = this.#winner;
    for (const pending of lost) {
      pending.losses += 1;
      if (owner !== undefined && owner !== options.instance && options.handsOver !== false && pending.losses >= lossesBeforeBackOff) queue.settle(pending, { kind: 'moved', owner });
    }
  }

  async #unknown(fold: PartitionFold, batch: Batch): Promise<Turn> {
    const { follower } = this.#parts;
    const before = fold.chain.head;
    fold.drop();
    this.#doubtful = before;
    this.#session = undefined;
    this.counts.doubts += 1;
    if (!(await follower.headHolds(fold))) return this.#diverged(batch);
    if ((await follower.catchUp(fold)) === 'diverged') return this.#diverged(batch);
    if (fold.chain.head !== before) return this.#judged(fold, batch);
    return this.#stillInDoubt(fold, batch);
  }

  async #refused(fold: PartitionFold, batch: Batch, reason: RefusedReason): Promise<Turn> {
    const { follower, patience, queue } = this.#parts;
    fold.drop();
    const pendings = this.#unsettled(batch);
    queue.giveBack(pendings);
    if (reason === 'forbidden' || reason === 'invalid') throw new PartitionStopped(`desk/${reason}`, 'the log refuses what this desk writes');
    if (reason === 'too-large') return this.#shrink(pendings);
    if (reason === 'no-room') this.#noteNoRoom();
    await patience.pause();
    return (await follower.catchUp(fold)) === 'diverged' ? 'diverged' : 'done';
  }

  /** Once, however often it is tried: a disk that is full must not be filled with the news of it. */
  #noteNoRoom(): void {
    const { writer } = this.#parts;
    if (!this.#lacksRoom) writer.log('alarm', 'desk/no-room', { part: partitionName(writer.part) });
    this.#lacksRoom = true;
  }

  #shrink(pendings: readonly Pending[]): Turn {
    const [only] = pendings;
    if (only === undefined) throw new PartitionStopped('desk/too-large', 'the log refuses the smallest frame');
    if (pendings.length === 1) only.refuseAs = 'frame-too-large';
    this.#batchMax = Math.max(1, pendings.length >> 1);
    return 'done';
  }

  async #stillInDoubt(fold: PartitionFold, batch: Batch): Promise<Turn> {
    this.#doubtful = fold.chain.head;
    this.#parts.queue.giveBack(this.#unsettled(batch));
    await this.#parts.patience.pause();
    return 'done';
  }

  #diverged(batch: Batch): Turn {
    this.#parts.queue.giveBack(this.#unsettled(batch));
    return 'diverged';
  }

  #unsettled(batch: Batch): Pending[] {
    const { queue } = this.#parts;
    return batch.entries.flatMap(({ pending }) => (pending !== undefined && queue.find(pending.command.id) === pending ? [pending] : []));
  }

  #win(fold: PartitionFold, batch: Batch, base: bigint): void {
    const { follower, writer, onWon } = this.#parts;
    const commits = batch.entries.map(({ frame: { head, hash }, body }, index): Commit => {
      follower.noteHead(hash);
      return { head, hash, position: { part: writer.part, seq: head.seq }, offset: base + BigInt(index), body };
    });
    const last = commits.at(-1);
    if (last === undefined) return;
    fold.settle(commits, stateAfter(last));
    this.#grow();
    onWon(batch, commits);
  }

  #grow(): void {
    this.counts.won += 1;
    this.#losses = 0;
    this.#batchMax = Math.min(batchCommandsMax, this.#batchMax * 2);
  }
}
