import { emptyTree, rootOf, withLeaf, type Hash, type MerkleTree, type PartitionId, type StoredEvent } from '@statewire/ledger';
import { parseSignedSeal, sealHash, type SignedSeal } from '@statewire/seals';

export const sealedEventType = 'chain.sealed';

/** What a partition's seals must be measured by. Without `isSigned` the signatures are left unchecked. */
export type SealChainOptions = Readonly<{
  installation: string;
  part: PartitionId;
  isSigned?: (seal: SignedSeal) => boolean;
}>;

export type SealedCommit = Readonly<{ seq: number; hash: Hash; ev: readonly StoredEvent[] }>;

/** Follows the seals of one partition: each speaks of all commits since the one before it, and is itself the first of the next. */
export interface SealChain {
  /** To be called with every commit in order. Says what is wrong with the seal it carries, if anything. */
  take(commit: SealedCommit): string | undefined;
  /** Every seal met, in order. */
  readonly seals: readonly SignedSeal[];
  /** The tree over the commits that no seal speaks of yet, and the first of them. */
  readonly open: Readonly<{ tree: MerkleTree; fromSeq: number; unsealed: boolean }>;
}

export const sealChain = (options: SealChainOptions): SealChain => {
  const seals: SignedSeal[] = [];
  let tree = emptyTree;
  let fromSeq = 1;
  let unsealed = false;

  const fault = (seal: SignedSeal, seq: number): string | undefined => {
    const last = seals.at(-1);
    const { installation, part, isSigned } = options;
    if (seal.installation !== installation || seal.ledger !== part.ledger || seal.gen !== part.gen || seal.partition !== part.index) {
      return 'the seal is that of another partition or installation';
    }
    if (seal.fromSeq !== fromSeq || seal.toSeq !== seq - 1) {
      return `the seal speaks of commits ${String(seal.fromSeq)} to ${String(seal.toSeq)} instead of ${String(fromSeq)} to ${String(seq - 1)}`;
    }
    if (seal.previousSeal !== (last === undefined ? '' : sealHash(last))) return 'the seal does not name the seal before it';
    if (seal.merkleRoot !== rootOf(tree)) return `commits ${String(seal.fromSeq)} to ${String(seal.toSeq)} are not those that were sealed`;
    if (isSigned?.(seal) === false) return 'the signature of the seal is not by the key given';
    return undefined;
  };

  const takeSeal = ({ seq, hash, ev }: SealedCommit): string | undefined => {
    const [event] = ev;
    const seal = ev.length === 1 && event !== undefined ? parseSignedSeal(JSON.stringify(event.d)) : undefined;
    if (seal === undefined) return 'the seal is none';
    const wrong = fault(seal, seq);
    if (wrong !== undefined) return wrong;
    seals.push(seal);
    tree = withLeaf(emptyTree, hash);
    fromSeq = seq;
    unsealed = false;
    return undefined;
  };

  return {
    take(commit) {
      if (commit.ev.some(({ t }) => t === sealedEventType)) return takeSeal(commit);
      tree = withLeaf(tree, commit.hash);
      unsealed = true;
      return undefined;
    },
    seals,
    get open() {
      return { tree, fromSeq, unsealed };
    },
  };
};
