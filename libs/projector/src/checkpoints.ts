import type { ChainState } from '@statewire/ledger';
import { isLost } from './alarms.js';

const saveEveryMs = 500;

/**
 * Remembers how far a reaction got, twice a second rather than for every commit: what is repeated after a crash is harmless.
 * Where the store is lost it is tried no more.
 */
export interface Checkpoints {
  note(state: ChainState): void;
  /** Saves what was noted last, and nothing after it. */
  close(): Promise<void>;
}

export const newCheckpoints = (
  save: (state: ChainState) => Promise<void>,
  onFailure: (attempt: number, cause: unknown) => void,
): Checkpoints => {
  let noted: ChainState | undefined;
  let timer: NodeJS.Timeout | undefined;
  let saving = Promise.resolve();
  let failures = 0;
  let closed = false;

  const saveNoted = async (): Promise<void> => {
    const state = noted;
    if (state === undefined) return;
    noted = undefined;
    try {
      await save(state);
      failures = 0;
    } catch (cause) {
      noted ??= state;
      failures += 1;
      if (isLost(cause)) closed = true;
      onFailure(failures, cause);
    }
  };

  const flush = (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    saving = saving.then(saveNoted);
    return saving;
  };

  const arm = (): void => {
    timer ??= setTimeout(() => {
      void flush().then(() => {
        if (noted !== undefined && !closed) arm();
      });
    }, saveEveryMs);
  };

  return {
    note(state) {
      noted = state;
      if (!closed) arm();
    },
    close() {
      closed = true;
      return flush();
    },
  };
};
