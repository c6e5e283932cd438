import { linesOf, sha256, type Hash } from '@statewire/ledger';

export const ringFramesMax = 1024;
export const ringBytesMax = 8 * 1024 * 1024;

export type RingFrame = Readonly<{ seq: number; hash: Hash; bytes: Uint8Array }>;

/**
 * The last frames this writer has won, or has read and may have answered for, kept beside the log. When a cluster
 * loses what it acknowledged, they are the only copy (ledger.md's §2.7).
 */
export class FrameRing {
  readonly #frames = new Map<number, RingFrame>();
  #bytes = 0;
  #missing = new Set<number>();
  #dirty = new Set<number>();
  /** What the store holds, as far as it was told. */
  readonly #stored = new Set<number>();

  /** Keeps a frame; in the place of one that is missing it is not kept, because that one is nowhere else. */
  add(seq: number, hash: Hash, bytes: Uint8Array): void {
    if (this.#missing.has(seq)) return;
    this.#remove(seq);
    this.#frames.set(seq, { seq, hash, bytes });
    this.#bytes += bytes.length;
    this.#dirty.add(seq);
    for (const oldest of this.#frames.keys()) {
      if (this.#frames.size <= ringFramesMax && this.#bytes <= ringBytesMax) return;
      if (!this.#missing.has(oldest)) this.#remove(oldest);
    }
  }

  get(seq: number): RingFrame | undefined {
    return this.#frames.get(seq);
  }

  /** Takes over a frame that is stored already. */
  load(seq: number, text: string): void {
    const bytes = Buffer.from(text, 'utf8');
    const lines = linesOf(bytes);
    if (lines === undefined) return;
    this.#frames.set(seq, { seq, hash: sha256(lines.line), bytes });
    this.#stored.add(seq);
    this.#bytes += bytes.length;
  }

  /** From here on the log is read from its beginning: every frame is missing until it is found again. */
  missAll(): void {
    this.miss(this.#frames.keys());
  }

  /** Goes on missing what an earlier life of this desk has missed, as far as it is kept. */
  miss(seqs: Iterable<number>): void {
    this.#missing = new Set([...seqs].filter((seq) => this.#frames.has(seq)));
  }

  found(seq: number, hash: Hash): void {
    if (this.#missing.size > 0 && this.#frames.get(seq)?.hash === hash) this.#missing.delete(seq);
  }

  /** Frames that were won and are in the log no more, in the chain's order. */
  missing(): readonly RingFrame[] {
    return [...this.#frames.values()].filter(({ seq }) => this.#missing.has(seq)).sort((a, b) => a.seq - b.seq);
  }

  /** Forgets frames that were dealt with. */
  release(frames: readonly RingFrame[]): void {
    for (const { seq } of frames) this.#remove(seq);
  }

  takeDirty(): Set<number> {
    const dirty = this.#dirty;
    this.#dirty = new Set();
    for (const seq of dirty) {
      if (this.#frames.has(seq)) this.#stored.add(seq);
      else this.#stored.delete(seq);
    }
    return dirty;
  }

  markDirty(seqs: Iterable<number>): void {
    for (const seq of seqs) this.#dirty.add(seq);
  }

  #remove(seq: number): void {
    const frame = this.#frames.get(seq);
    if (frame === undefined) return;
    this.#frames.delete(seq);
    this.#bytes -= frame.bytes.length;
    this.#missing.delete(seq);
    if (this.#stored.has(seq)) this.#dirty.add(seq);
    else this.#dirty.delete(seq);
  }
}
