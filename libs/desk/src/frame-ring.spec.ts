import { describe, expect, it } from '@jest/globals';
import { sha256 } from '@statewire/ledger';
import { FrameRing, ringBytesMax, ringFramesMax } from './frame-ring.js';

const bytesOf = (seq: number, size = 10): Uint8Array => Buffer.from(`head ${String(seq)}\n${'x'.repeat(size)}`);
const fill = (ring: FrameRing, count: number, size?: number): void => {
  for (let seq = 1; seq <= count; seq += 1) ring.add(seq, sha256(`head ${String(seq)}`), bytesOf(seq, size));
};

describe('the ring of the last frames', () => {
  it('holds so many and not one more', () => {
    const ring = new FrameRing();
    fill(ring, ringFramesMax + 2);

    expect([ring.get(2), ring.get(3)?.seq]).toEqual([undefined, 3]);
    expect(ring.takeDirty().size).toBe(ringFramesMax);
  });

  it('holds so many bytes and not many more', () => {
    const ring = new FrameRing();
    fill(ring, 20, ringBytesMax / 10);

    expect([ring.get(11), ring.get(12)?.seq]).toEqual([undefined, 12]);
  });

  it('has what leaves it removed from the store, if it was ever stored', () => {
    const ring = new FrameRing();
    ring.load(1, Buffer.from(bytesOf(1)).toString());
    fill(ring, ringFramesMax + 2);

    expect(ring.takeDirty().has(1)).toBe(true);
    expect(ring.takeDirty().size).toBe(0);
  });

  it('misses what is not found again, in the order of the chain', () => {
    const ring = new FrameRing();
    fill(ring, 4);
    expect(ring.missing()).toEqual([]);
    ring.missAll();
    ring.found(1, sha256('head 1'));
    ring.found(2, sha256('another commit'));
    expect(ring.missing().map(({ seq }) => seq)).toEqual([2, 3, 4]);

    ring.release(ring.missing());
    expect([ring.missing(), ring.get(1)?.seq, ring.get(2)]).toEqual([[], 1, undefined]);
  });

  it('gives up no missing frame for another that took its place in the chain, until it was dealt with', () => {
    const ring = new FrameRing();
    fill(ring, 2);
    ring.missAll();
    const other = { hash: sha256('other 2'), bytes: Buffer.from('other 2\nx') };
    ring.found(2, other.hash);
    ring.add(2, other.hash, other.bytes);
    expect(ring.missing().map(({ hash }) => hash)).toEqual([sha256('head 1'), sha256('head 2')]);

    ring.release(ring.missing());
    ring.add(2, other.hash, other.bytes);
    expect([ring.missing(), ring.get(2)?.hash]).toEqual([[], other.hash]);
  });

  it('gives up no missing frame for want of room, and misses on what an earlier life has missed', () => {
    const ring = new FrameRing();
    fill(ring, 2);
    ring.missAll();
    for (let seq = 3; seq <= ringFramesMax + 5; seq += 1) ring.add(seq, sha256(`head ${String(seq)}`), bytesOf(seq));
    expect([ring.missing().map(({ seq }) => seq), ring.get(7), ring.get(8)?.seq]).toEqual([[1, 2], undefined, 8]);

    const later = new FrameRing();
    later.load(1, Buffer.from(bytesOf(1)).toString());
    later.miss([1, 2]);
    expect(later.missing().map(({ seq }) => seq)).toEqual([1]);
  });

  it('names a stored frame by the hash of its first line', () => {
    const ring = new FrameRing();
    ring.load(7, Buffer.from(bytesOf(7)).toString());
    ring.load(8, 'no frame');

    expect([ring.get(7)?.hash, ring.get(8)]).toEqual([sha256('head 7'), undefined]);
  });
});
