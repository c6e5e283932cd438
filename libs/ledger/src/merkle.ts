import type { Hash } from './identity.js';
import { sha256 } from './sha256.js';

/** The tree of RFC 9162, section 2.1, over the 32-byte hashes of commits. Seals sign its root; a path proves one commit. */
export type MerkleTree = Readonly<{
  leaves: number;
  /** Roots of the perfect subtrees that make up the tree, the largest first: all that must be kept to let it grow. */
  peaks: readonly Hash[];
}>;

const hashBytes = 32;
/** What is hashed is put together here, a mark and one hash or two, and is done with before anybody else can want it. */
const leaf = Buffer.alloc(1 + hashBytes, 0);
const node = Buffer.alloc(1 + 2 * hashBytes, 1);

/** Whatever is no hash counts as one that ends with zeros, so that nothing is left of the one before it. */
const put = (target: Buffer, at: number, hash: Hash): void => {
  target.fill(0, at, at + hashBytes).write(hash, at, hashBytes, 'base64url');
};
const leafOf = (commit: Hash): Hash => {
  put(leaf, 1, commit);
  return sha256(leaf);
};
const nodeOf = (left: Hash, right: Hash): Hash => {
  put(node, 1, left);
  put(node, 1 + hashBytes, right);
  return sha256(node);
};

export const emptyTree: MerkleTree = { leaves: 0, peaks: [] };

/** The tree with one commit more. Two subtrees of the same size become one, as carries do in binary. */
export const withLeaf = ({ leaves, peaks }: MerkleTree, commit: Hash): MerkleTree => {
  const grown = [...peaks];
  let grownBy = leafOf(commit);
  for (let carry = leaves; carry % 2 === 1; carry = (carry - 1) / 2) {
    const left = grown.pop();
    if (left !== undefined) grownBy = nodeOf(left, grownBy);
  }
  return { leaves: leaves + 1, peaks: [...grown, grownBy] };
};

/** The root; of a tree without leaves the hash of nothing. */
export const rootOf = ({ peaks }: MerkleTree): Hash => {
  const last = peaks.at(-1);
  return last === undefined ? sha256('') : peaks.slice(0, -1).reduceRight((right, left) => nodeOf(left, right), last);
};

/** The tree over commits, which stand in the order of their `seq`. */
export const treeOf = (commits: readonly Hash[]): MerkleTree => commits.reduce(withLeaf, emptyTree);

/** The largest power of two smaller than `count`, where the tree parts. */
const splitOf = (count: number): number => 2 ** Math.floor(Math.log2(count - 1));

/** The sibling hashes from the leaf at `index` up to the root. */
export const inclusionPath = (commits: readonly Hash[], index: number): readonly Hash[] => {
  if (!Number.isInteger(index) || index < 0 || index >= commits.length) throw new RangeError(`there is no leaf ${String(index)}`);
  if (commits.length === 1) return [];
  const split = splitOf(commits.length);
  const [left, right] = [commits.slice(0, split), commits.slice(split)];
  return index < split
    ? [...inclusionPath(left, index), rootOf(treeOf(right))]
    : [...inclusionPath(right, index - split), rootOf(treeOf(left))];
};

/** What shows, with the seal whose root it names, that a commit is one of those sealed: a court gets it with the frame (ledger.md, §2.9). */
export type Inclusion = Readonly<{ commit: Hash; index: number; leaves: number; path: readonly Hash[]; root: Hash }>;

/** Whether a path leads from the commit to the root, by section 2.1.3.2. */
export const isIncluded = ({ commit, index, leaves, path, root }: Inclusion): boolean => {
  if (!Number.isInteger(index) || index < 0 || index >= leaves) return false;
  let [place, last] = [index, leaves - 1];
  let reached = leafOf(commit);
  for (const sibling of path) {
    if (last === 0) return false;
    if (place % 2 === 1 || place === last) {
      reached = nodeOf(sibling, reached);
      while (place % 2 === 0 && place !== 0) [place, last] = [place / 2, Math.floor(last / 2)];
    } else {
      reached = nodeOf(reached, sibling);
    }
    [place, last] = [Math.floor(place / 2), Math.floor(last / 2)];
  }
  return last === 0 && reached === root;
};
