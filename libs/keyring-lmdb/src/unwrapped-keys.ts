import type { KeyObject } from 'node:crypto';

/** Keys at hand at once; the one read longest ago goes first and is read again when it is needed. */
const keysMax = 50_000;
/** With the sweep, no key is at hand longer than five minutes after it was read: so soon has every process forgotten a destroyed one. */
const keyLifeMs = 240_000;
const sweepMs = 60_000;

/** Data keys in the clear, for a while. */
export interface UnwrappedKeys {
  get(kid: string): KeyObject | undefined;
  set(kid: string, key: KeyObject): void;
  forget(kid: string): void;
  close(): void;
}

export const unwrappedKeys = (now: () => number = () => performance.now()): UnwrappedKeys => {
  const keys = new Map<string, Readonly<{ key: KeyObject; until: number }>>();

  const sweep = setInterval(() => {
    const moment = now();
    for (const [kid, { until }] of keys) if (until <= moment) keys.delete(kid);
  }, sweepMs).unref();

  return {
    get(kid) {
      const found = keys.get(kid);
      if (found === undefined) return undefined;
      if (found.until > now()) return found.key;
      keys.delete(kid);
      return undefined;
    },
    set(kid, key) {
      keys.delete(kid);
      keys.set(kid, { key, until: now() + keyLifeMs });
      if (keys.size <= keysMax) return;
      for (const oldest of keys.keys()) {
        keys.delete(oldest);
        return;
      }
    },
    forget(kid) {
      keys.delete(kid);
    },
    close() {
      clearInterval(sweep);
      keys.clear();
    },
  };
};
