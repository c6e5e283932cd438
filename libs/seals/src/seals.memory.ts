import { Failure } from '@statewire/kernel';
import { signedSealText, parseSignedSeal } from './seal-text.js';
import { sealedPartition } from './sealed-partition.js';
import type { SealSink, SignedSeal } from './seals.port.js';

/** Copies that live no longer than the sink. */
export const memorySeals = (): SealSink => {
  const lines = new Set<string>();
  const reach = new Map<string, number>();
  let closed = false;

  return {
    publish: (seal) => {
      if (closed) return Promise.reject(new Failure('seals/closed', 'The seals were closed.', false));
      const line = signedSealText(seal);
      const partition = sealedPartition(seal);
      const reached = reach.get(partition) ?? 0;
      const published = seal.toSeq <= reached && !lines.has(line) ? 'other' : 'as-before';
      lines.add(line);
      reach.set(partition, Math.max(seal.toSeq, reached));
      return Promise.resolve(published);
    },
    async *list(): AsyncIterable<SignedSeal> {
      for (const line of [...lines]) {
        const seal = parseSignedSeal(line);
        if (seal !== undefined) yield seal;
      }
    },
    close: () => {
      closed = true;
      return Promise.resolve();
    },
  };
};
