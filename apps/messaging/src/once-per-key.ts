import { recent } from '@statewire/kernel';

/**
 * Does what has a key once, also for those who come side by side: they wait for the first. What fails, or says that it is not done (false), is
 * done again for the next who comes. Of the keys, `keysMax` at most, those that came last are remembered.
 */
export const oncePerKey = (keysMax: number) => {
  const begun = recent<string, Promise<boolean>>(keysMax);
  return async (key: string, act: () => Promise<boolean>): Promise<void> => {
    const acting = begun.get(key) ?? act();
    begun.set(key, acting);
    let isDone = false;
    try {
      isDone = await acting;
    } finally {
      if (!isDone && begun.get(key) === acting) begun.delete(key);
    }
  };
};
