/** One frame, so that a batch stays far below what a broker takes and a reader can hold. Larger contents go to the blob store. */
export const frameBytesMax = 128 * 1024;
/** Commands decided and appended at once. */
export const batchCommandsMax = 256;
export const batchBytesMax = 512 * 1024;
/** What a log must take in one append (`max.message.bytes` of ledger.md's §4.6); above it, it refuses with `too-large`. */
export const appendBytesMax = 2 * 1024 * 1024;
/** Line 1 of a frame. The head grammar allows less; the limit bounds the search for the line's end. */
export const headBytesMax = 1024;
