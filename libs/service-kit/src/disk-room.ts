import { statfsSync } from 'node:fs';

/** Kept free of what one decides to write, for what follows from it: views, snapshots, keys. */
const reserveBytesMax = 256 * 1024 * 1024;
const reserveOfDisk = 0.1;
/** What was found is good for so long, where there is room for twice what is kept: as much as is kept is not written in that time. */
const rememberedMs = 50;

type Disk = Readonly<{ freeBytes: number; bytes: number }>;
export type DiskLook = Readonly<{ disk: () => Disk; nowMs: () => number }>;

const diskOf = (folder: string) => (): Disk => {
  const { bavail, blocks, bsize } = statfsSync(folder);
  return { freeBytes: bavail * bsize, bytes: blocks * bsize };
};

/**
 * Whether the disk of a folder has room for more; `share` of the reserve must be left. LMDB does not survive a full disk
 * (its memory is damaged when a commit fails), so nothing is written where one is near. Asked before every commit.
 */
export const diskRoom = (folder: string, share = 1, { disk, nowMs }: DiskLook = { disk: diskOf(folder), nowMs: () => performance.now() }) => {
  let goodUntilMs = -Infinity;
  return (): boolean => {
    if (nowMs() < goodUntilMs) return true;
    const { freeBytes, bytes } = disk();
    const kept = share * Math.min(reserveBytesMax, bytes * reserveOfDisk);
    if (freeBytes > 2 * kept) goodUntilMs = nowMs() + rememberedMs;
    return freeBytes > kept;
  };
};
