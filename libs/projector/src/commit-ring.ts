import type { ReadCommit } from './feed-batch.js';

/** The last commits of a partition, decoded once for everybody in the process who follows closely. */
export interface CommitRing {
  /** Adds the commit after the newest; one that does not follow it starts the ring anew. */
  push(commit: ReadCommit): void;
  /** Commits after `seq`, oldest first; undefined when the next one is not held. */
  after(seq: number, limit: number): readonly ReadCommit[] | undefined;
  clear(): void;
}

export const commitRing = (commitsMax: number): CommitRing => {
  const slots: (ReadCommit | undefined)[] = [];
  /** `seq` of the oldest and of the newest commit held; both zero when there is none. */
  let first = 0;
  let last = 0;

  const clear = (): void => {
    slots.length = 0;
    first = 0;
    last = 0;
  };

  return {
    clear,
    push(commit) {
      const { seq } = commit.head;
      if (seq !== last + 1) clear();
      if (last === 0) first = seq;
      slots[seq % commitsMax] = commit;
      last = seq;
      if (last - first >= commitsMax) first = last - commitsMax + 1;
    },
    after(seq, limit) {
      if (last === 0 || seq + 1 < first || seq >= last) return undefined;
      const commits: ReadCommit[] = [];
      for (let at = seq + 1; at <= Math.min(last, seq + limit); at += 1) {
        const commit = slots[at % commitsMax];
        if (commit !== undefined) commits.push(commit);
      }
      return commits;
    },
  };
};
