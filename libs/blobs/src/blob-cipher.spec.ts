import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { blobCipher } from './blob-cipher.js';
import { packBlob, unpackBlob } from './blob-packing.js';

const cipher = blobCipher(randomBytes(32));
const bytes = Buffer.from('NAM SMITH, JOHN');

describe('a packed blob', () => {
  it('opens to the bytes that were packed', () => {
    for (const given of [bytes, Buffer.alloc(0), randomBytes(100_000)]) {
      expect(Buffer.from(unpackBlob('a', packBlob('a', given, cipher), cipher) ?? 'nothing').equals(given)).toBe(true);
    }
  });

  it('does not open with any single byte changed, or cut', () => {
    const packed = Buffer.from(packBlob('a', bytes, cipher));
    for (let at = 0; at < packed.length; at += 1) {
      const changed = Buffer.from(packed);
      changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
      expect(unpackBlob('a', changed, cipher)).toBeUndefined();
      expect(unpackBlob('a', packed.subarray(0, at), cipher)).toBeUndefined();
    }
  });

  it('shows nothing of its bytes, and never looks the same twice', () => {
    const packed = Buffer.from(packBlob('a', bytes, cipher));

    expect(packed.includes('SMITH')).toBe(false);
    expect(Buffer.from(packBlob('a', bytes, cipher)).equals(packed)).toBe(false);
  });

  it('is not made without a cipher', () => {
    // @ts-expect-error -- forgetting it must not store a picture in the clear
    expect(() => packBlob('a', bytes)).toThrow('undefined');
  });

  it('opens under its own id and key alone', () => {
    const packed = packBlob('a', bytes, cipher);

    expect([unpackBlob('b', packed, cipher), unpackBlob('a', packed, blobCipher(randomBytes(32)))]).toEqual([undefined, undefined]);
  });
});
