import { emptyTree, rootOf, withLeaf, type Commit, type MerkleTree } from '@statewire/ledger';
import { parseSignedSeal, type SignedSeal } from '@statewire/seals';

export const sealedEventType = 'chain.sealed';
export const sealEventVersion = 1;
/** Commits since the last seal that make the next one due. */
export const sealCommitsMax = 4096;
export const sealIntervalMs = 60_000;

/** What the next seal will say: the tree over all commits since the last one, which is its first leaf but for the first seal. */
export type SealState = Readonly<{ tree: MerkleTree; fromSeq: number; unsealed: boolean; last?: SignedSeal }>;

export const noSeals: SealState = { tree: emptyTree, fromSeq: 1, unsealed: false };

/** The seal that a commit carries, if it speaks of exactly what is not sealed yet; undefined for any other commit. */
const sealIn = ({ tree, fromSeq }: SealState, { head, body }: Commit): SignedSeal | undefined => {
  const event = body.ev.length === 1 ? body.ev[0] : undefined;
  if (event?.t !== sealedEventType) return undefined;
  const seal = parseSignedSeal(JSON.stringify(event.d));
  const fits = seal?.fromSeq === fromSeq && seal.toSeq === head.seq - 1 && seal.merkleRoot === rootOf(tree);
  return fits ? seal : undefined;
};

/** A seal speaks of everything before it, so the next one begins with the commit that carries it. */
export const sealStateAfter = (state: SealState, commit: Commit): SealState => {
  const seal = sealIn(state, commit);
  if (seal === undefined) return { ...state, tree: withLeaf(state.tree, commit.hash), unsealed: true };
  return { tree: withLeaf(emptyTree, commit.hash), fromSeq: commit.head.seq, unsealed: false, last: seal };
};
