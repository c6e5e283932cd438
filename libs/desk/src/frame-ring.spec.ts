import { describe, expect, it } from '@jest/globals';
import { sha256 } from '@statewire/ledger';
import { FrameRing, ringBytesMax, ringFramesMax } from './frame-ring.js';

const bytesOf = (seq: number, size = 10): Uint8Array => Buffer.from(`head ${String(seq)}\n${'x'.repeat(size)}`);
const fill = (ring: FrameRing, count: number, size?: number): void => {
  for (let seq = 1; seq <= count; seq += 1) ring.add(seq, sha256(`head ${String(seq)}`), bytesOf(seq, size));
};

const hashes = (ring: FrameRing, seq: number) => ring.at(seq).map(({ hash }) => hash);
const of = (...seqs: readonly number[]) => seqs.map((seq) => sha256(`head ${String(seq)}`));

describe('the ring of the last frames', () => {
  it('holds so many and not one more', () => {
    const ring = new FrameRing();
    fill(ring, ringFramesMax + 2);

    expect([hashes(ring, 2), hashes(ring, 3)]).toEqual([[], of(3)]);
    expect(ring.takeDirty().size).toBe(ringFramesMax);
  });

  it('holds so many bytes and not many more', () => {
    const ring = new FrameRing();
    fill(ring, 20, ringBytesMax / 10);

    expect([hashes(ring, 11), hashes(ring, 12)]).toEqual([[], of(12)]);
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
    expect([ring.missing(), hashes(ring, 1), hashes(ring, 2)]).toEqual([[], of(1), []]);
  });

  it('keeps a missing frame and the one that took its place in the chain, which stays once the missing one was dealt with', () => {
    const ring = new FrameRing();
    fill(ring, 2);
    ring.missAll();
    const other = { hash: sha256('other 2'), bytes: Buffer.from('other 2\nx') };
    ring.found(2, other.hash);
    ring.add(2, other.hash, other.bytes);
    expect([ring.missing().map(({ hash }) => hash), hashes(ring, 2)]).toEqual([of(1, 2), [...of(2), other.hash]]);

    ring.takeDirty();
    ring.release(ring.missing());
    expect([ring.missing(), hashes(ring, 1), hashes(ring, 2), [...ring.takeDirty()]]).toEqual([[], [], [other.hash], [1, 2]]);
    ring.missAll();
    expect(ring.missing().map(({ hash }) => hash)).toEqual([other.hash]);
  });

  it('forgets what stood in the place of a missing frame when the log is read anew, and the missing one is stored still', () => {
    const ring = new FrameRing();
    fill(ring, 1);
    ring.missAll();
    ring.add(1, sha256('other 1'), Buffer.from('other 1\nx'));
    ring.missAll();

    expect([hashes(ring, 1), [...ring.takeDirty()]]).toEqual([of(1), [1]]);
  });

  it('reads of two frames with one number the first as missing, whatever else is', () => {
    const ring = new FrameRing();
    ring.load(1, Buffer.from(bytesOf(1)).toString());
    ring.load(1, 'other 1\nx');
    ring.miss([1]);

    expect([ring.missing().map(({ hash }) => hash), hashes(ring, 1)]).toEqual([of(1), [...of(1), sha256('other 1')]]);
  });

  it('gives up no missing frame for want of room, and misses on what an earlier life has missed', () => {
    const ring = new FrameRing();
    fill(ring, 2);
    ring.missAll();
    for (let seq = 3; seq <= ringFramesMax + 5; seq += 1) ring.add(seq, sha256(`head ${String(seq)}`), bytesOf(seq));
    expect([ring.missing().map(({ seq }) => seq), ring.at(5), hashes(ring, 6)]).toEqual([[1, 2], [], of(6)]);

    const later = new FrameRing();
    later.load(1, Buffer.from(bytesOf(1)).toString());
    later.miss([1, 2]);
    expect(later.missing().map(({ seq }) => seq)).toEqual([1]);
  });

  it('names a stored frame by the hash of its first line', () => {
    const ring = new FrameRing();
    ring.load(7, Buffer.from(bytesOf(7)).toString());
    ring.load(8, 'no frame');

    expect([hashes(ring, 7), hashes(ring, 8)]).toEqual([of(7), []]);
  });
});
