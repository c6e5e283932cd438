/** Keys at hand at once; the one read longest ago goes first and is read again when it is needed. */
const keysMax = 50_000;
/** With the sweep, no key is at hand longer than five minutes after it was read: so soon has every process forgotten a destroyed one. */
const keyLifeMs = 240_000;
const sweepMs = 60_000;

/** Data keys in the clear, for a while; what is forgotten is wiped. They are used at once and never kept by whoever gets them. */
export interface UnwrappedKeys {
  get(kid: string): Uint8Array | undefined;
  set(kid: string, key: Uint8Array): void;
  forget(kid: string): void;
  close(): void;
}

export const unwrappedKeys = (now: () => number = () => performance.now()): UnwrappedKeys => {
  const keys = new Map<string, Readonly<{ key: Uint8Array; until: number }>>();
  /** Goes on where it stopped: asked anew, a map would first pass over all that has been taken from its beginning. */
  const byAge = keys.keys();

  const forget = (kid: string): void => {
    keys.get(kid)?.key.fill(0);
    keys.delete(kid);
  };

  const sweep = setInterval(() => {
    const moment = now();
    for (const [kid, { until }] of keys) if (until <= moment) forget(kid);
  }, sweepMs).unref();

  return {
    get(kid) {
      const found = keys.get(kid);
      if (found === undefined) return undefined;
      if (found.until > now()) return found.key;
      forget(kid);
      return undefined;
    },
    set(kid, key) {
      keys.delete(kid);
      keys.set(kid, { key, until: now() + keyLifeMs });
      if (keys.size <= keysMax) return;
      const { value: oldest } = byAge.next();
      if (oldest !== undefined) forget(oldest);
    },
    forget,
    close() {
      clearInterval(sweep);
      for (const kid of [...keys.keys()]) forget(kid);
    },
  };
};
