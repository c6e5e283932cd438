import { linesOf, sha256, type Hash } from '@statewire/ledger';

export const ringFramesMax = 1024;
export const ringBytesMax = 8 * 1024 * 1024;

export type RingFrame = Readonly<{ seq: number; hash: Hash; bytes: Uint8Array }>;

/**
 * The last frames this writer has won, or has read and may have answered for, kept beside the log. When a cluster
 * loses what it acknowledged, they are the only copy (ledger.md's §2.7).
 */
export class FrameRing {
  /** What the log holds, as far as is known. */
  readonly #frames = new Map<number, RingFrame>();
  #bytes = 0;
  /** What it has lost; a frame that stands in the place of one of these now is kept beside it. */
  readonly #missing = new Map<number, RingFrame>();
  #dirty = new Set<number>();
  /** What the store holds, as far as it was told. */
  readonly #stored = new Set<number>();

  /** Keeps a frame that is in the log. */
  add(seq: number, hash: Hash, bytes: Uint8Array): void {
    this.#remove(seq);
    this.#put({ seq, hash, bytes });
    this.#dirty.add(seq);
    for (const oldest of this.#frames.keys()) {
      if (this.#frames.size <= ringFramesMax && this.#bytes <= ringBytesMax) return;
      this.#remove(oldest);
    }
  }

  /** What is to be stored under a number: the frame that is missing, then the one in the log. */
  at(seq: number): readonly RingFrame[] {
    return [this.#missing.get(seq), this.#frames.get(seq)].filter((frame) => frame !== undefined);
  }

  /** Takes over a frame that is stored already; of two with one number the first is missing. */
  load(seq: number, text: string): void {
    const bytes = Buffer.from(text, 'utf8');
    const lines = linesOf(bytes);
    if (lines === undefined) return;
    this.miss([seq]);
    this.#put({ seq, hash: sha256(lines.line), bytes });
    this.#stored.add(seq);
  }

  /** From here on the log is read from its beginning: every frame is missing until it is found again. */
  missAll(): void {
    this.miss([...this.#frames.keys()]);
    for (const seq of this.#frames.keys()) this.#remove(seq);
  }

  /** Goes on missing what an earlier life of this desk has missed, as far as it is kept. */
  miss(seqs: Iterable<number>): void {
    for (const seq of seqs) {
      const frame = this.#missing.has(seq) ? undefined : this.#take(seq);
      if (frame !== undefined) this.#missing.set(seq, frame);
    }
  }

  isMissing(seq: number): boolean {
    return this.#missing.has(seq);
  }

  found(seq: number, hash: Hash): void {
    const frame = this.#missing.get(seq);
    if (frame?.hash !== hash) return;
    this.#missing.delete(seq);
    this.add(seq, hash, frame.bytes);
  }

  /** Frames that were won and are in the log no more, in the chain's order. */
  missing(): readonly RingFrame[] {
    return [...this.#missing.values()].sort((a, b) => a.seq - b.seq);
  }

  /** Forgets missing frames that were dealt with. */
  release(frames: readonly RingFrame[]): void {
    for (const { seq } of frames) {
      this.#missing.delete(seq);
      this.#touch(seq);
    }
  }

  takeDirty(): Set<number> {
    const dirty = this.#dirty;
    this.#dirty = new Set();
    for (const seq of dirty) {
      if (this.#isKept(seq)) this.#stored.add(seq);
      else this.#stored.delete(seq);
    }
    return dirty;
  }

  markDirty(seqs: Iterable<number>): void {
    for (const seq of seqs) this.#dirty.add(seq);
  }

  #put(frame: RingFrame): void {
    this.#frames.set(frame.seq, frame);
    this.#bytes += frame.bytes.length;
  }

  #take(seq: number): RingFrame | undefined {
    const frame = this.#frames.get(seq);
    this.#frames.delete(seq);
    this.#bytes -= frame?.bytes.length ?? 0;
    return frame;
  }

  #remove(seq: number): void {
    if (this.#take(seq) !== undefined) this.#touch(seq);
  }

  #isKept(seq: number): boolean {
    return this.#frames.has(seq) || this.#missing.has(seq);
  }

  #touch(seq: number): void {
    if (this.#isKept(seq) || this.#stored.has(seq)) this.#dirty.add(seq);
    else this.#dirty.delete(seq);
  }
}
