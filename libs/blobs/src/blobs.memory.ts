import { Failure } from '@statewire/kernel';
import { blobRef, damagedBlob, isIntact, missingBlob, takenBlob } from './blob-ref.js';
import type { Blobs } from './blobs.port.js';

/** Blobs that live no longer than the store. Failures besides the port's: `blobs/bad-id`, `blobs/unavailable` (closed; canRetry). */
export const memoryBlobs = (): Blobs => {
  const stored = new Map<string, Uint8Array>();
  let closed = false;
  // Every call is answered by a promise, also one that fails before it has begun.
  const soon = <R>(act: () => R): Promise<R> =>
    Promise.resolve().then(() => {
      if (closed) throw new Failure('blobs/unavailable', 'The blobs were closed.', true);
      return act();
    });

  return {
    put: (id, bytes) => {
      const copy = Uint8Array.from(bytes);
      return soon(() => {
        const ref = blobRef(id, copy);
        const present = stored.get(id);
        if (present !== undefined && !isIntact(present, ref)) throw takenBlob(id);
        stored.set(id, copy);
        return ref;
      });
    },
    get: (ref) =>
      soon(() => {
        const bytes = stored.get(ref.id);
        if (bytes === undefined) throw missingBlob(ref.id);
        if (!isIntact(bytes, ref)) throw damagedBlob(ref.id);
        return Uint8Array.from(bytes);
      }),
    remove: (id) => soon(() => void stored.delete(id)),
    list: (after, limit) =>
      soon(() =>
        [...stored.keys()]
          .filter((id) => id > after)
          .sort()
          .slice(0, limit),
      ),
    close: () => {
      closed = true;
      return Promise.resolve();
    },
  };
};
