import type { Seal } from './seals.port.js';

/** Which partition of which installation a seal is of. */
export const sealedPartition = ({ installation, ledger, gen, partition }: Pick<Seal, 'installation' | 'ledger' | 'gen' | 'partition'>): string =>
  JSON.stringify([installation, ledger, gen, partition]);
