import { isFailure, recent } from '@statewire/kernel';
import {
  advance, decodeBody, genesis, judge, linesOf, prevOf, sha256,
  type ChainState, type CommitHead, type Hash, type LogDriver, type PartitionId, type RawRecord, type Void,
} from '@statewire/ledger';
import type { SignedSeal } from '@statewire/seals';
import { diagnose, type Break, type Damage } from './diagnose.js';
import { nestingOf } from './nesting.js';
import { recordsOf, type Records } from './records.js';
import { sealChain, type SealChain } from './seal-chain.js';

/** What is wrong and where: `offset` is the record's place in the partition's log, `seq` the commit's number. */
export type Problem = Readonly<{
  part: PartitionId;
  kind: Damage | 'undecodable' | 'seal' | 'seal-copy' | 'cut' | 'picture';
  offset?: bigint;
  seq: number;
  /** 1 is a frame's head, 2 its body; `byte` counts from 0 within the record. */
  line?: 1 | 2;
  byte?: number;
  says: string;
}>;

export type VoidCounts = Readonly<Record<Void['why'], number>>;

export type PartitionReport = Readonly<{
  part: PartitionId;
  chain: ChainState;
  /** Of the last commit: what a seal written now would carry on. */
  last?: Readonly<{ at: string; cv: string }>;
  voids: VoidCounts;
  seals: readonly SignedSeal[];
  open: SealChain['open'];
  problem?: Problem;
}>;

export type VerifyOptions = Readonly<{
  driver: LogDriver;
  installation: string;
  part: PartitionId;
  /** Several processes may append: then void records are no damage, as long as the chain goes on after them. */
  rivals: boolean;
  isSigned?: (seal: SignedSeal) => boolean;
  /** Called with every valid record, in order. */
  onFrame?: (frame: Uint8Array) => Promise<void>;
}>;

/** No body of ours comes near; parsers of other languages give up at some depth, and whoever checks must come to the same verdict. */
const nestingMax = 100;
/** How far back a rival's late record may link, at least. */
const explainedMax = 65_536;

/** A void record that no rival explains, as long as no commit came after it. */
type Strange = Readonly<{ broken: Break; own: Hash; prev: Hash }>;

/** Walks one partition from its genesis to the first wrong place or to its end. */
export const verifyPartition = async (options: VerifyOptions): Promise<PartitionReport> => {
  const { driver, installation, part } = options;
  const walk = new Walk(options, await recordsOf(driver, part), genesis(installation, part));
  const problem = await walk.toTheEnd();
  return { ...walk.report(), ...(problem === undefined ? {} : { problem }) };
};

class Walk {
  private readonly seals: SealChain;
  private readonly voids: Record<Void['why'], number> = { malformed: 0, 'body-hash': 0, prev: 0, seq: 0 };
  /** Hashes that a rival's late record may link to: commits, and void records that are explained themselves. */
  private readonly explained = recent<Hash, true>(2 * explainedMax);
  private readonly strange: Strange[] = [];
  private strangeSince: Strange | undefined;
  private last: Readonly<{ record: RawRecord; at: string; cv: string }> | undefined;

  constructor(
    private readonly options: VerifyOptions,
    private readonly records: Records,
    private chain: ChainState,
  ) {
    this.seals = sealChain(options);
    this.explain(chain.head);
  }

  report(): Omit<PartitionReport, 'problem'> {
    const { at, cv } = this.last ?? {};
    const last = at === undefined || cv === undefined ? {} : { last: { at, cv } };
    return { part: this.options.part, chain: this.chain, ...last, voids: this.voids, seals: this.seals.seals, open: this.seals.open };
  }

  async toTheEnd(): Promise<Problem | undefined> {
    for (let record = await this.records.next(); record !== undefined; record = await this.records.next()) {
      const problem = await this.take(record);
      if (problem !== undefined) return problem;
    }
    return this.strangeSince && this.problemOf(this.firstOf(this.strangeSince).broken);
  }

  private async take(record: RawRecord): Promise<Problem | undefined> {
    const { rivals, onFrame, part } = this.options;
    const { next } = this.chain;
    if (!rivals && record.offset > next) {
      return { part, kind: 'missing', offset: next, seq: this.chain.seq + 1, says: 'no record stands there, but others follow' };
    }
    const verdict = judge(this.chain, record);
    if (!verdict.valid) return this.takeVoid(record, verdict);
    const problem = await this.takeCommit(record, verdict);
    this.chain = advance(this.chain, record, verdict);
    if (problem === undefined) await onFrame?.(record.value);
    return problem;
  }

  private async takeCommit(
    record: RawRecord,
    { head, hash, body }: Readonly<{ head: CommitHead; hash: Hash; body: Uint8Array }>,
  ): Promise<Problem | undefined> {
    this.strangeSince = undefined;
    this.explain(hash);
    const at = { part: this.options.part, offset: record.offset, seq: head.seq };
    try {
      const { ev, cv } = decodeBody(head, body);
      if (nestingOf(body) > nestingMax) return { ...at, kind: 'undecodable', says: `commit ${String(head.seq)} by ${head.w}: its body is nested too deep` };
      this.last = { record, at: head.at, cv };
      const wrong = this.seals.take({ seq: head.seq, hash, ev });
      return wrong === undefined ? undefined : { ...at, kind: 'seal', says: wrong };
    } catch (cause) {
      if (!isFailure(cause, 'ledger/undecodable')) throw cause;
      return (await this.alteredHead(record, hash)) ?? { ...at, kind: 'undecodable', says: cause.message };
    }
  }

  /** A head that no longer fits its body was altered, when the next record links to another one than stands there. */
  private async alteredHead(record: RawRecord, hash: Hash): Promise<Problem | undefined> {
    const following = await this.records.peek();
    if (following === undefined || prevOf(following.value) === hash) return undefined;
    const chain = { ...this.chain, seq: this.chain.seq + 1, head: hash, headOffset: record.offset, next: record.offset + 1n };
    return this.problemOf({ chain, last: record, record: following, isFurtherOn: () => this.standsBehind(following, chain) });
  }

  private async takeVoid(record: RawRecord, { why }: Void): Promise<Problem | undefined> {
    this.voids[why] += 1;
    const { chain } = this;
    this.chain = { ...chain, next: record.offset + 1n };
    const lines = linesOf(record.value);
    const own = lines === undefined ? '' : sha256(lines.line);
    const prev = prevOf(record.value);
    const broken = { chain, ...(this.last && { last: this.last.record }), record, ...(await this.after()), isFurtherOn: () => this.standsBehind(record, chain) };
    if (!this.options.rivals) return this.problemOf(broken);
    if (why === 'prev' && this.explained.get(prev) === true) {
      this.explain(own);
      return undefined;
    }
    const strange = { broken, own, prev };
    this.strange.push(strange);
    this.strangeSince ??= strange;
    return undefined;
  }

  private explain(hash: Hash): void {
    if (this.options.rivals) this.explained.set(hash, true);
  }

  /** The strange record that another one hangs on, as in a stretch that was put in another order. */
  private firstOf(strange: Strange): Strange {
    const before = this.strange.find(({ own, broken }) => own === strange.prev && broken.record.offset < strange.broken.record.offset);
    return before === undefined ? strange : this.firstOf(before);
  }

  private async after(): Promise<Readonly<{ next?: RawRecord }>> {
    const next = await this.records.peek();
    return next === undefined ? {} : { next };
  }

  /** Whether the commit at which a chain would go on stands anywhere behind a record. */
  private async standsBehind({ offset }: RawRecord, chain: ChainState): Promise<boolean> {
    const { driver, part } = this.options;
    const further = await recordsOf(driver, part, offset + 1n);
    for (let record = await further.next(); record !== undefined; record = await further.next()) {
      if (judge(chain, record).valid) return true;
    }
    return false;
  }

  private async problemOf(broken: Break): Promise<Problem> {
    const { damage, ...wrong } = await diagnose(broken);
    return { part: this.options.part, kind: damage, ...wrong };
  }
}
