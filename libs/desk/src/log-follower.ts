import { isFailure } from '@statewire/kernel';
import type { KeyRing } from '@statewire/keyring';
import {
  advance,
  checkSince,
  damageOf,
  fromHead,
  judge,
  LogCut,
  voidWatch,
  type ChainState,
  type Commit,
  type Fetched,
  type LogDriver,
  type PartitionId,
  type RawRecord,
} from '@statewire/ledger';
import { readCommits, type ValidRecord } from './commit-reader.js';
import type { PartitionFold } from './partition-fold.js';
import { PartitionStopped, type Patience } from './patience.js';
import { rowUnreadable } from './snapshotter.js';

const fetchBytesMax = 1024 * 1024;
const fetchWaitMs = 500;

export type FollowerParts = Readonly<{
  driver: LogDriver;
  keyring: KeyRing;
  part: PartitionId;
  patience: Patience;
  stop: AbortSignal;
  /** Called for every commit folded from the log, in order. */
  onFolded: (commit: Commit, record: RawRecord) => void;
  /** Awaited before more is read: where whoever keeps what was folded is behind. */
  kept: () => Promise<void>;
}>;

export type Followed = 'caught-up' | 'diverged';
type Walked = Readonly<{ valid: readonly ValidRecord[]; chain: ChainState; suspicious?: bigint }>;

/** Reads the log into a fold, and notices when it is no longer the log that was read. */
export class LogFollower {
  readonly #parts: FollowerParts;
  #watch = voidWatch();
  /** Up to here suspicious void records were read twice, with the head still in its place. */
  #vetted = -1n;
  #session: number | undefined;
  voidRecords = 0;

  constructor(parts: FollowerParts) {
    this.#parts = parts;
  }

  /** For a fold that begins elsewhere than the one before. */
  startOver(): void {
    this.#watch = voidWatch();
    this.#vetted = -1n;
  }

  noteHead(hash: string): void {
    this.#watch.noteHead(hash);
  }

  /**
   * Folds up to the log's end as it is now, or, with `until`, at least up to that offset, for which it waits a while.
   * Tries for ever when the log or the keyring cannot be reached; throws PartitionStopped at a commit it cannot fold and
   * where trying is in vain, and Failure `desk/row-unreadable` where the fold's snapshot is damaged.
   */
  async catchUp(fold: PartitionFold, until?: bigint): Promise<Followed> {
    this.noteHead(fold.chain.head);
    for (;;) {
      if (until !== undefined && fold.chain.next >= until) return 'caught-up';
      const fetched = await this.#parts.patience.persist('fetch', () => this.#fetch(fold.chain.next, until === undefined ? 0 : fetchWaitMs));
      if (fetched === 'diverged') return 'diverged';
      if (!this.#isSameSession(fetched)) {
        if (!(await this.headHolds(fold))) return 'diverged';
        continue;
      }
      if (fetched.records.length === 0) return 'caught-up';
      if ((await this.#fold(fold, fetched.records)) === 'diverged') return 'diverged';
      await this.#parts.kept();
      if (until === undefined && fold.chain.next >= fetched.end) return 'caught-up';
    }
  }

  /** Looks whether the head and the commits before it are still where they were read, and has everything behind them read again. */
  async headHolds(fold: PartitionFold): Promise<boolean> {
    const { driver, part, patience } = this.#parts;
    for (;;) {
      const check = await patience.persist('head-check', () => checkSince(driver, part, fold.earlier, fold.chain));
      if (check === 'diverged') return false;
      if (check === 'intact') {
        fold.chain = fromHead(fold.chain);
        return true;
      }
      await patience.pause();
    }
  }

  /** Behind another leader the log may be another, and still fit on to the head by chance. */
  #isSameSession({ session }: Fetched): boolean {
    const isSame = session === this.#session;
    this.#session = session;
    return isSame;
  }

  async #fetch(from: bigint, waitMs: number): Promise<Fetched | 'diverged'> {
    const { driver, part, stop } = this.#parts;
    try {
      return await driver.fetch(part, from, { bytes: fetchBytesMax, waitMs, fenced: from <= this.#vetted }, stop);
    } catch (error) {
      if (error instanceof LogCut) return 'diverged';
      throw error;
    }
  }

  async #fold(fold: PartitionFold, records: readonly RawRecord[]): Promise<Followed> {
    const { driver, keyring, part, patience } = this.#parts;
    const { valid, chain, suspicious } = this.#walk(fold.chain, records);
    const { read, failure } = await patience.persist('keyring', () => readCommits(keyring, part, valid));
    for (const { commit, record, chain: after } of read) {
      try {
        fold.take(commit, after);
      } catch (error) {
        // The snapshot is at fault, not the commit.
        if (isFailure(error, rowUnreadable)) throw error;
        throw new PartitionStopped('desk/unfoldable', error);
      }
      this.#parts.onFolded(commit, record);
    }
    if (failure !== undefined) throw new PartitionStopped(failure.code, failure);
    fold.chain = { ...fold.chain, next: chain.next };
    if (suspicious === undefined) return 'caught-up';
    // Read once more before it is believed, and with it all behind the head: the bytes may have been damaged on their
    // way, or the void records before it were cut off and others put in their place.
    this.#vetted = suspicious;
    if (!(await this.headHolds(fold))) return 'diverged';
    const record = driver.isOnOwnDisk === true ? records.find(({ offset }) => offset === suspicious) : undefined;
    const damage = record && damageOf(part, chain, record);
    if (damage !== undefined) throw new PartitionStopped(damage.code, damage);
    return 'caught-up';
  }

  /** Judges in order, up to the first void record that no rival explains. */
  #walk(from: ChainState, records: readonly RawRecord[]): Walked {
    const valid: ValidRecord[] = [];
    let chain = from;
    for (const record of records) {
      const verdict = judge(chain, record);
      if (this.#watch.isSuspicious(record, verdict) && record.offset > this.#vetted) return { valid, chain, suspicious: record.offset };
      chain = advance(chain, record, verdict);
      if (verdict.valid) {
        this.noteHead(verdict.hash);
        valid.push({ verdict, record, chain });
      } else {
        this.voidRecords += 1;
      }
    }
    return { valid, chain };
  }
}
