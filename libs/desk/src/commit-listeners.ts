import type { Commit } from '@statewire/ledger';

export type CommitListener = (commit: Commit) => void;

/** Those who are told of every commit, in order. One that throws is told of the next all the same. */
export class CommitListeners {
  readonly #listeners = new Set<CommitListener>();
  readonly #onFailed: (error: unknown) => void;

  constructor(onFailed: (error: unknown) => void) {
    this.#onFailed = onFailed;
  }

  /** Returns how to stop listening. */
  add(listener: CommitListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  tell(commits: readonly Commit[]): void {
    for (const listener of this.#listeners) for (const commit of commits) this.#tellOne(listener, commit);
  }

  #tellOne(listener: CommitListener, commit: Commit): void {
    try {
      listener(commit);
    } catch (error) {
      this.#onFailed(error);
    }
  }
}
