import { causeOf, isFailure, type Instant } from '@statewire/kernel';
import { partitionName, type Commit, type CommandId, type RawRecord } from '@statewire/ledger';
import { doneAnswer } from './answers.js';
import { inDoubt } from './command-queue.js';
import type { Answer } from './decider.port.js';
import type { DeskLog, DeskOptions } from './desk-options.js';
import type { FrameRing, RingFrame } from './frame-ring.js';
import type { Followed, LogFollower } from './log-follower.js';
import { countsLost } from './loss-event.js';
import { isPassedOver, lossOf, type Loss } from './loss.js';
import { oneShot, type OneShot } from './one-shot.js';
import type { FoldOptions, PartitionFold } from './partition-fold.js';
import type { Patience } from './patience.js';
import { commitAt, lostCommit } from './recall.js';
import type { Scheduler } from './scheduler.port.js';
import { rowUnreadable, Snapshotter } from './snapshotter.js';

export const saveCommitsMax = 2_000;
export const saveIntervalMs = 1_000;

export type KeeperParts = Readonly<{
  options: Pick<DeskOptions, 'driver' | 'keyring' | 'part' | 'snapshots' | 'saveCommitsMax' | 'saveIntervalMs'>;
  foldOptions: FoldOptions;
  follower: LogFollower;
  patience: Patience;
  scheduler: Scheduler;
  stop: AbortSignal;
  log: DeskLog;
  /** Called when a saved row turns out to be unreadable: the fold must be made anew. */
  onUnreadable: () => void;
}>;

/** What the fold says; false where a row that it needs cannot be read, after which it is made anew. */
const isKnown = (ask: () => boolean): boolean => {
  try {
    return ask();
  } catch (error) {
    if (isFailure(error, rowUnreadable)) return false;
    throw error;
  }
};

/** Holds the fold: brings it up from its snapshot, saves what changed, folds anew when the log was cut. */
export class PartitionKeeper {
  readonly #parts: KeeperParts;
  readonly #snapshotter: Snapshotter;
  readonly #ring: FrameRing;
  readonly #saveSoon: OneShot;
  #unsaved = 0;
  #saving: Promise<void> | undefined;
  /** Why the last save failed: said once, as a disk that is full must not be filled with the news of it. */
  #saveFault: string | undefined;
  fold: PartitionFold;
  /** What was accepted as lost and is not passed over yet. */
  loss: Loss | undefined;

  private constructor(parts: KeeperParts, snapshotter: Snapshotter, ring: FrameRing) {
    this.#parts = parts;
    this.#snapshotter = snapshotter;
    this.#ring = ring;
    this.fold = snapshotter.emptyFold();
    this.#saveSoon = oneShot(parts.scheduler, parts.stop, () => void this.#save());
  }

  static async open(parts: KeeperParts): Promise<PartitionKeeper> {
    const { patience, foldOptions, options } = parts;
    const snapshotter = await patience.persist('snapshot', () => Snapshotter.open(foldOptions, options, parts.onUnreadable));
    return new PartitionKeeper(parts, snapshotter, await patience.persist('snapshot', () => snapshotter.loadRing()));
  }

  /** The fold at the log's end: from the snapshot where its head is still in the log, else from the beginning. */
  async recover(): Promise<void> {
    const saved = await this.#saved();
    if (saved === undefined) {
      await this.rebuild();
      return;
    }
    this.fold = saved;
    if ((await this.#caughtUp(saved)) !== 'caught-up') await this.rebuild();
  }

  /** Throws the fold and its snapshot away and folds the log from its beginning. */
  async rebuild(): Promise<void> {
    do {
      this.#parts.follower.startOver();
      this.#ring.missAll();
      this.loss = undefined;
      this.fold = this.#snapshotter.emptyFold();
    } while ((await this.#caughtUp(this.fold)) !== 'caught-up');
  }

  /** Instead of a snapshot of which a row cannot be read. A loss that was accepted is still to be passed over, unless more is lost now. */
  async refold(): Promise<void> {
    const { loss } = this;
    this.#say('warn', 'desk/snapshot-unreadable', { seq: this.fold.chain.seq });
    await this.rebuild();
    const lost = this.lost();
    if (loss === undefined || lost.length === 0 || !lost.every(({ hash }) => loss.hashes.has(hash))) return;
    this.loss = loss;
    this.#releasePassed();
  }

  /** Whether a saved row turned out to be unreadable, so that the fold has to be made anew. */
  get isUnreadable(): boolean {
    return this.#snapshotter.isUnreadable;
  }

  /** False too where that cannot be read; the log is then folded anew. */
  isDecided(id: CommandId, now: Instant): boolean {
    return isKnown(() => this.fold.dedup.get(id, now) !== undefined);
  }

  /** The commit that decided a command, read back from the log. Whoever answers for a commit keeps it, whoever won it and whenever it was read. */
  async recall(id: CommandId, now: Instant, stop?: AbortSignal): Promise<Commit | undefined> {
    const decided = this.fold.dedup.get(id, now);
    const found = decided && (await commitAt(this.#parts.options, id, decided, stop));
    if (found !== undefined) this.noteWon([found.frame]);
    return found?.commit;
  }

  /** What became of a command that is decided; in doubt where that cannot be read back. */
  async answer(id: CommandId, now: Instant, stop?: AbortSignal): Promise<Answer> {
    try {
      const commit = await this.recall(id, now, stop);
      if (commit !== undefined) return doneAnswer(commit, true);
    } catch (error) {
      this.#warn('desk/recall-failed', error);
    }
    return inDoubt;
  }

  /** Frames that this writer knew to be won and that the log has lost. */
  lost(): readonly RingFrame[] {
    return this.#ring.missing();
  }

  async lostCommits(): Promise<readonly Commit[]> {
    const commits = await Promise.all(this.lost().map((frame) => lostCommit(this.#parts.options, frame)));
    return commits.filter((commit) => commit !== undefined);
  }

  /** These are lost for good and may be passed over; until they are, a new start asks again. */
  acceptLoss(lost: readonly Commit[]): void {
    this.loss = lossOf(this.#parts.foldOptions.decider, lost);
    this.#releasePassed();
  }

  /** Whoever wrote it and whenever it is read, what passes a loss over is kept: once that is done, nothing else here knows of it. */
  noteFolded({ head, hash, body }: Commit, { value }: RawRecord, mayAnswer: boolean): void {
    this.#ring.found(head.seq, hash);
    const passesOver = () => this.#ring.isMissing(head.seq) || body.ev.some((event) => countsLost(event) !== undefined);
    if (this.#keepsFrames && (mayAnswer || passesOver())) this.#ring.add(head.seq, hash, value);
    this.#noteChange(1);
  }

  noteWon(frames: readonly RingFrame[]): void {
    if (this.#keepsFrames) for (const { seq, hash, bytes } of frames) this.#ring.add(seq, hash, bytes);
    this.#noteChange(frames.length);
  }

  /** Folding is faster than saving, and what is not saved is in memory: whoever folds a whole log waits here. */
  async kept(): Promise<void> {
    if (this.#unsaved >= (this.#parts.options.saveCommitsMax ?? saveCommitsMax)) await this.#saving;
  }

  /** Saves all there is, and lets go of the snapshot. */
  async close(): Promise<void> {
    await this.#saving;
    await this.#save();
    await this.#snapshotter.close();
  }

  #releasePassed(): void {
    const { fold, loss } = this;
    if (loss === undefined || !isKnown(() => isPassedOver(fold, loss))) return;
    this.loss = undefined;
    this.#ring.release(this.#ring.missing());
    this.#noteChange(1);
  }

  #noteChange(commits: number): void {
    const { options } = this.#parts;
    this.#releasePassed();
    this.#unsaved += commits;
    if (this.#unsaved >= (options.saveCommitsMax ?? saveCommitsMax)) void this.#save();
    else this.#saveSoon.arm(options.saveIntervalMs ?? saveIntervalMs);
  }

  /** One save at a time; what changes meanwhile is for the next. */
  #save(): Promise<void> {
    if (this.#saving === undefined && this.#unsaved > 0) this.#saving = this.#saveNow();
    return this.#saving ?? Promise.resolve();
  }

  async #saveNow(): Promise<void> {
    this.#unsaved = 0;
    try {
      await this.#snapshotter.save(this.fold, this.#ring);
      this.#saveFault = undefined;
    } catch (error) {
      this.#unsaved += 1;
      const fault = causeOf(error);
      if (fault !== this.#saveFault) this.#warn('desk/save-failed', error);
      this.#saveFault = fault;
    } finally {
      this.#saving = undefined;
      if (this.#unsaved > 0) this.#saveSoon.arm(this.#parts.options.saveIntervalMs ?? saveIntervalMs);
    }
  }

  get #keepsFrames(): boolean {
    return this.#parts.options.driver.isOnOwnDisk !== true;
  }

  async #saved(): Promise<PartitionFold | undefined> {
    const fold = await this.#load();
    if (fold === undefined || (await this.#parts.follower.headHolds(fold))) return fold;
    // A folder that was put back from an older copy: the frames that are missing were kept nowhere else.
    if (!this.#keepsFrames) this.#say('alarm', 'desk/log-behind-snapshot', { seq: fold.chain.seq });
    return undefined;
  }

  async #load(): Promise<PartitionFold | undefined> {
    try {
      return await this.#snapshotter.loadFold(this.#ring);
    } catch (error) {
      // A snapshot decides nothing: one that cannot be read is as good as none.
      this.#warn('desk/snapshot-unreadable', error);
      return undefined;
    }
  }

  async #caughtUp(fold: PartitionFold): Promise<Followed | 'unreadable'> {
    try {
      return await this.#parts.follower.catchUp(fold);
    } catch (error) {
      if (isFailure(error, rowUnreadable)) return 'unreadable';
      throw error;
    }
  }

  #warn(code: string, error: unknown): void {
    this.#say('warn', code, { cause: causeOf(error) });
  }

  #say(level: 'warn' | 'alarm', code: string, details: Readonly<Record<string, string | number>>): void {
    const { log, foldOptions } = this.#parts;
    log(level, code, { part: partitionName(foldOptions.part), ...details });
  }
}
