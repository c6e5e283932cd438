import { dataKeyBytes } from '@statewire/keyring/data-cipher';

/** Keys at hand at once; the one read longest ago goes first and is read again when it is needed. */
const keysMax = 50_000;
/** With the sweep, no key is at hand longer than five minutes after it was read: so soon has every process forgotten a destroyed one. */
const keyLifeMs = 240_000;
const sweepMs = 60_000;

/** Data keys in the clear, for a while; what is forgotten is wiped. They are used at once and never kept by whoever gets them. */
export interface UnwrappedKeys {
  has(kid: string): boolean;
  get(kid: string): Uint8Array | undefined;
  /** Takes the key over: what was given is wiped. */
  set(kid: string, key: Uint8Array): void;
  forget(kid: string): void;
  close(): void;
}

export const unwrappedKeys = (now: () => number = () => performance.now()): UnwrappedKeys => {
  /** All keys side by side: a buffer for each would cost the garbage collector more than they take. */
  const block = Buffer.alloc(keysMax * dataKeyBytes);
  const until = new Float64Array(keysMax);
  /** Which key lies at a place. Places are taken in a circle, so that the next one holds the oldest key, or none. */
  const kids: (string | undefined)[] = Array.from({ length: keysMax }, () => undefined);
  const places = new Map<string, number>();
  let next = 0;

  const keyAt = (place: number): Uint8Array => block.subarray(place * dataKeyBytes, (place + 1) * dataKeyBytes);

  const forget = (kid: string): void => {
    const place = places.get(kid);
    if (place === undefined) return;
    keyAt(place).fill(0);
    places.delete(kid);
    kids[place] = undefined;
  };

  /** Where a key lies that is at hand still. */
  const placeOf = (kid: string): number | undefined => {
    const place = places.get(kid);
    if (place === undefined || (until[place] ?? 0) > now()) return place;
    forget(kid);
    return undefined;
  };

  const sweep = setInterval(() => {
    const moment = now();
    for (const [kid, place] of places) if ((until[place] ?? 0) <= moment) forget(kid);
  }, sweepMs).unref();

  return {
    has: (kid) => placeOf(kid) !== undefined,
    get(kid) {
      const place = placeOf(kid);
      return place === undefined ? undefined : keyAt(place);
    },
    set(kid, key) {
      forget(kid);
      const place = next;
      next = (next + 1) % keysMax;
      const oldest = kids[place];
      if (oldest !== undefined) forget(oldest);
      keyAt(place).set(key);
      key.fill(0);
      until[place] = now() + keyLifeMs;
      places.set(kid, place);
      kids[place] = kid;
    },
    forget,
    close() {
      clearInterval(sweep);
      for (const kid of [...places.keys()]) forget(kid);
    },
  };
};
