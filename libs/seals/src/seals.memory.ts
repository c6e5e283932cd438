import { Failure } from '@statewire/kernel';
import { signedSealText, parseSignedSeal } from './seal-text.js';
import type { SealSink, SignedSeal } from './seals.port.js';

export const memorySeals = (): SealSink => {
  const lines = new Set<string>();
  let closed = false;

  return {
    publish: (seal) => {
      if (closed) return Promise.reject(new Failure('seals/closed', 'The seals were closed.', false));
      lines.add(signedSealText(seal));
      return Promise.resolve();
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
