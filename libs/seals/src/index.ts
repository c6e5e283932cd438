/** Signed seals over stretches of a ledger's chain, and where copies of them are kept. */
export type { Published, Seal, SealSigner, SealSink, SignedSeal } from './seals.port.js';
export { sealedPartition } from './sealed-partition.js';
export { makeSealKey, sealSigner, sealVerifier } from './seal-signer.js';
export { parseSignedSeal, sealHash, signedSealText } from './seal-text.js';
export { memorySeals } from './seals.memory.js';
