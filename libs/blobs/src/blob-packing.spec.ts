import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { storeCipher } from '@statewire/keyring/store-cipher';
import { packBlob, unpackBlob } from './blob-packing.js';

const cipher = storeCipher(randomBytes(32));
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

  it.each([
    ['7THWvhsdWYA0Xx776YqoTBtQpQ9Znotgam12wk4Nrwf7APWi9Q8Jboc5DV68-bMSlvZd1Bhf_FiQ-BypI7bsitsQi0zBm6Vk2Rvq', 'image/ä', 'NAM SMITH, JOHN'],
    ['Obp0L5mUCdX_wO_i7pmJtbQ0F2LCeI7nx4L2_BoJ34q6lDoIMOF7oysiElgHCe2mL3kllZIktCEw-7MI', 'a', ''],
  ])('that was stored in November 2026 opens', (packed, id, text) => {
    expect(Buffer.from(unpackBlob(id, Buffer.from(packed, 'base64url'), storeCipher(Buffer.alloc(32, 7))) ?? 'nothing').toString()).toBe(text);
  });

  it('opens under its own id and key alone', () => {
    const packed = packBlob('a', bytes, cipher);

    expect([unpackBlob('b', packed, cipher), unpackBlob('a', packed, storeCipher(randomBytes(32)))]).toEqual([undefined, undefined]);
  });
});
