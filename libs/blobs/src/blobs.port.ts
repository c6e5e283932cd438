/** What an event keeps of a blob: the bytes themselves stay in the store. `sha256` is base64url, 43 characters. */
export type BlobRef = Readonly<{ id: string; length: number; sha256: string }>;

/** Bytes too large for a frame. Durable when `put` resolves; verified against length and hash on every reading. */
export interface Blobs {
  /** The same id with the same bytes again is harmless; with others: Failure `blobs/taken`. */
  put(id: string, bytes: Uint8Array): Promise<BlobRef>;
  /** Failure `blobs/missing` or `blobs/damaged`, never wrong bytes. */
  get(ref: BlobRef): Promise<Uint8Array>;
  remove(id: string): Promise<void>;
  /** Ids in order, a page at a time, for sweeps. */
  list(after: string, limit: number): Promise<readonly string[]>;
  close(): Promise<void>;
}
