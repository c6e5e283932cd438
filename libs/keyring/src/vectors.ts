import { randomFillSync } from 'node:crypto';

/** Of a vector of AES-GCM: 96 bits. */
export const ivBytes = 12;
/** Random bytes are drawn for this many initialisation vectors at once. */
const ivsDrawn = 512;

const vectors = Buffer.alloc(ivBytes * ivsDrawn);
let used = ivsDrawn;

/** A fresh random vector, to be used at once: its memory is drawn anew after some hundred others. */
export const nextVector = (): Buffer => {
  if (used === ivsDrawn) {
    randomFillSync(vectors);
    used = 0;
  }
  used += 1;
  return vectors.subarray((used - 1) * ivBytes, used * ivBytes);
};
