import { describe, expect, it } from '@jest/globals';
import { hash } from 'node:crypto';
import { emptyTree, inclusionPath, isIncluded, rootOf, treeOf, withLeaf } from './merkle.js';
import { sha256 } from './sha256.js';

const commits = Array.from({ length: 70 }, (_, index) => sha256(`commit ${String(index)}`));
const first = (count: number) => commits.slice(0, count);

/** The definition of RFC 9162, 2.1.1, as it stands there. */
const definition = (hashes: readonly string[]): Buffer => {
  if (hashes.length === 0) return hash('sha256', '', 'buffer');
  const [only] = hashes;
  if (hashes.length === 1 && only !== undefined) return hash('sha256', Buffer.concat([Buffer.from([0]), Buffer.from(only, 'base64url')]), 'buffer');
  let split = 1;
  while (split * 2 < hashes.length) split *= 2;
  return hash('sha256', Buffer.concat([Buffer.from([1]), definition(hashes.slice(0, split)), definition(hashes.slice(split))]), 'buffer');
};

describe('the tree over commits', () => {
  it('has the root that RFC 9162 defines, at every size', () => {
    for (let count = 0; count <= commits.length; count += 1) {
      expect(rootOf(treeOf(first(count)))).toBe(definition(first(count)).toString('base64url'));
    }
  });

  it('grows by a leaf without the leaves before it', () => {
    const tree = treeOf(first(6));

    expect(tree.peaks).toHaveLength(2);
    expect(withLeaf(tree, commits[6] ?? '')).toEqual(treeOf(first(7)));
    expect(tree).toEqual(treeOf(first(6)));
    expect(emptyTree).toEqual({ leaves: 0, peaks: [] });
  });
});

describe('an inclusion path', () => {
  it('leads from every leaf to the root, at every size', () => {
    for (let leaves = 1; leaves <= 33; leaves += 1) {
      const root = rootOf(treeOf(first(leaves)));
      first(leaves).forEach((commit, index) => {
        expect(isIncluded({ commit, index, leaves, path: inclusionPath(first(leaves), index), root })).toBe(true);
      });
    }
  });

  it('is as long as the tree is high', () => {
    expect(inclusionPath(first(64), 63)).toHaveLength(6);
    expect(inclusionPath(first(65), 64)).toHaveLength(1);
  });

  it('proves nothing else', () => {
    const sound = { commit: commits[9] ?? '', index: 9, leaves: 21, path: inclusionPath(first(21), 9), root: rootOf(treeOf(first(21))) };
    const [lowest = '', ...upper] = sound.path;

    expect(isIncluded(sound)).toBe(true);
    for (const unsound of [
      { commit: commits[8] ?? '' },
      { index: 8 },
      { index: -1 },
      { index: 21 },
      { index: 9.5 },
      { leaves: 9 },
      { root: rootOf(treeOf(first(22))) },
      { path: upper },
      { path: [...sound.path, lowest] },
      { path: [...upper, lowest] },
      { path: [] },
    ]) {
      expect(isIncluded({ ...sound, ...unsound })).toBe(false);
    }
  });

  it('is asked for leaves that exist', () => {
    for (const index of [-1, 3, 0.5]) expect(() => inclusionPath(first(3), index)).toThrow(RangeError);
  });
});
