import { decodeBody, genesis, judge, advance, rootOf, treeOf, type CommitBody, type CommitHead, type MemoryLogDriver, type PartitionId } from '@statewire/ledger';
import { parseSignedSeal, sealHash } from '@statewire/seals';

export type Truth = Readonly<{ seq: number; out: 'accepted' | 'rejected' }>;
export type Verdicts = Readonly<{
  decided: ReadonlyMap<string, Truth>;
  /** Each commit in turn, with the balances after it. */
  history: readonly Readonly<{ hash: string; balances: ReadonlyMap<string, number> }>[];
  violations: readonly string[];
}>;

type Read = { head: CommitHead; hash: string; body: CommitBody };

const readAll = (log: MemoryLogDriver, installation: string, part: PartitionId) => {
  let chain = genesis(installation, part);
  const commits: Read[] = [];
  const valid = new Set<bigint>();
  for (const record of log.records(part)) {
    const verdict = judge(chain, record);
    chain = advance(chain, record, verdict);
    if (!verdict.valid) continue;
    valid.add(record.offset);
    commits.push({ head: verdict.head, hash: verdict.hash, body: decodeBody(verdict.head, verdict.body) });
  }
  return { commits, valid };
};

/** Seals must cover every commit before them, once, and name each other. */
const sealViolations = (commits: readonly Read[]): string[] => {
  const violations: string[] = [];
  let from = 1;
  let previous = '';
  for (const { head, body } of commits) {
    const event = body.ev[0];
    if (event?.t !== 'chain.sealed') continue;
    const seal = parseSignedSeal(JSON.stringify(event.d));
    const sealed = commits.slice(from - 1, head.seq - 1).map(({ hash }) => hash);
    const covers = seal?.fromSeq === from && seal.toSeq === head.seq - 1;
    if (!covers || seal.merkleRoot !== rootOf(treeOf(sealed)) || seal.previousSeal !== previous) return [...violations, `the seal at ${String(head.seq)} does not hold`];
    from = head.seq;
    previous = sealHash(seal);
  }
  return violations;
};

/** What the log itself says, read by the rule alone. */
export const judgeLog = (
  log: MemoryLogDriver,
  installation: string,
  part: PartitionId,
  appended: readonly Readonly<{ base: bigint; count: number }>[],
): Verdicts => {
  const { commits, valid } = readAll(log, installation, part);
  const violations = sealViolations(commits);
  const decided = new Map<string, Truth>();
  const balances = new Map<string, number>();
  const versions = new Map<string, number>();
  const history: { hash: string; balances: ReadonlyMap<string, number> }[] = [];
  for (const { head, hash, body } of commits) {
    if (head.cmd !== undefined) {
      if (decided.has(head.cmd)) violations.push(`${head.cmd} is decided twice`);
      decided.set(head.cmd, { seq: head.seq, out: body.out });
    }
    for (const { s, sv, d } of body.ev) {
      if (sv !== (versions.get(s) ?? 0) + 1) violations.push(`${s} has a gap at ${String(head.seq)}`);
      versions.set(s, sv);
      const balance = (balances.get(head.k) ?? 0) + Number(d['amount'] ?? 0);
      balances.set(head.k, balance);
      if (balance < 0) violations.push(`${head.k} falls below zero at ${String(head.seq)}`);
    }
    history.push({ hash, balances: new Map(balances) });
  }
  for (const { base, count } of appended) {
    const counted = Array.from({ length: count }, (_, index) => valid.has(base + BigInt(index))).filter(Boolean).length;
    if (counted !== 0 && counted !== count) violations.push(`half a batch counts at ${String(base)}`);
  }
  return { decided, history, violations };
};
