import { hash } from 'node:crypto';
import type { Hash } from './identity.js';

/** The tree of RFC 9162, section 2.1, over the 32-byte hashes of commits. Seals sign its root; a path proves one commit. */
export type MerkleTree = Readonly<{
  leaves: number;
  /** Roots of the perfect subtrees that make up the tree, the largest first: all that must be kept to let it grow. */
  peaks: readonly Uint8Array[];
}>;

const leafMark = Uint8Array.of(0);
const nodeMark = Uint8Array.of(1);

const digest = (...parts: readonly Uint8Array[]): Uint8Array => hash('sha256', Buffer.concat(parts), 'buffer');
const bytesOf = (text: Hash): Uint8Array => Buffer.from(text, 'base64url');
const textOf = (bytes: Uint8Array): Hash => Buffer.from(bytes).toString('base64url');
const leafOf = (commit: Hash): Uint8Array => digest(leafMark, bytesOf(commit));
const nodeOf = (left: Uint8Array, right: Uint8Array): Uint8Array => digest(nodeMark, left, right);

export const emptyTree: MerkleTree = { leaves: 0, peaks: [] };

/** The tree with one commit more. Two subtrees of the same size become one, as carries do in binary. */
export const withLeaf = ({ leaves, peaks }: MerkleTree, commit: Hash): MerkleTree => {
  const grown = [...peaks];
  let node = leafOf(commit);
  for (let carry = leaves; carry % 2 === 1; carry = (carry - 1) / 2) {
    const left = grown.pop();
    if (left !== undefined) node = nodeOf(left, node);
  }
  return { leaves: leaves + 1, peaks: [...grown, node] };
};

/** The root; of a tree without leaves the hash of nothing. */
export const rootOf = ({ peaks }: MerkleTree): Hash => {
  const last = peaks.at(-1);
  if (last === undefined) return textOf(digest());
  return textOf(peaks.slice(0, -1).reduceRight((right, left) => nodeOf(left, right), last));
};

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

export type Inclusion = Readonly<{ commit: Hash; index: number; leaves: number; path: readonly Hash[]; root: Hash }>;

/** Whether a path leads from the commit to the root, by section 2.1.3.2. */
export const isIncluded = ({ commit, index, leaves, path, root }: Inclusion): boolean => {
  if (!Number.isInteger(index) || index < 0 || index >= leaves) return false;
  let [place, last] = [index, leaves - 1];
  let node = leafOf(commit);
  for (const sibling of path.map(bytesOf)) {
    if (last === 0) return false;
    if (place % 2 === 1 || place === last) {
      node = nodeOf(sibling, node);
      while (place % 2 === 0 && place !== 0) [place, last] = [place / 2, Math.floor(last / 2)];
    } else {
      node = nodeOf(node, sibling);
    }
    [place, last] = [Math.floor(place / 2), Math.floor(last / 2)];
  }
  return last === 0 && textOf(node) === root;
};
