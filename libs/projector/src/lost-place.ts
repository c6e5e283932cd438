import type { Instant } from '@statewire/kernel';
import type { Commit } from '@statewire/ledger';

/** Where a reaction goes on that has no place among the commits that are there. */
export interface LostPlace {
  /** Asked of every commit in order, and again of those whose batch could not be read; false: it was done. */
  takes(commit: Commit): boolean;
  /** Only then is a place remembered: until then a start would have to look again. */
  isFound(): boolean;
}

/** At the first commit from an instant on; what comes after it is taken whatever the writer's clock said. */
export const lostPlace = (doneBefore: Instant): LostPlace => {
  let first: number | undefined;
  return {
    takes({ head: { at, seq } }) {
      if (at >= doneBefore) first ??= seq;
      return first !== undefined && seq >= first;
    },
    isFound: () => first !== undefined,
  };
};
