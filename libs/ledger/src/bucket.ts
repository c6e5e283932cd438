import { crc32 } from 'node:zlib';

/** How many buckets the home keys of a ledger fall into, whatever its number of partitions. */
export const buckets = 1024;

/** The bucket of a home key: CRC-32 of its UTF-8, as zlib and Ethernet count it, modulo 1,024. */
export const bucketOf = (key: string): number => crc32(key) % buckets;

/** The home partition of a key. A log's own partitioner is never asked: its map would move with the number of partitions. */
export const partitionOf = (key: string, partitions: number): number => bucketOf(key) % partitions;
