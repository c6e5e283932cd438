export type { Seal, SealSigner, SealSink, SignedSeal } from './seals.port.js';
