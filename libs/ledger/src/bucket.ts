import { crc32 } from 'node:zlib';

/** How many buckets the home keys of a ledger fall into, whatever its number of partitions. */
export const buckets = 1024;

/** The bucket of a home key: CRC-32 of its UTF-8, as zlib and Ethernet count it, modulo 1,024. */
export const bucketOf = (key: string): number => crc32(key) % buckets;

/** Where buckets live that were moved from the partition of the same number modulo the number of partitions. */
export type BucketMap = ReadonlyMap<number, number>;

/** The home partition of a key. A log's own partitioner is never asked: its map would move with the number of partitions. */
export const partitionOf = (key: string, partitions: number, moved?: BucketMap): number => {
  const bucket = bucketOf(key);
  return moved?.get(bucket) ?? bucket % partitions;
};
