import { statfsSync } from 'node:fs';

/** Kept free of what one decides to write, for what follows from it: views, snapshots, keys. */
const reserveBytesMax = 256 * 1024 * 1024;
const reserveOfDisk = 0.1;

/**
 * Whether the disk of a folder has room for more; `share` of the reserve must be left. LMDB does not survive a full disk
 * (its memory is damaged when a commit fails), so nothing is written where one is near. Asked before every commit: microseconds.
 */
export const diskRoom = (folder: string, share = 1) => (): boolean => {
  const { bavail, blocks, bsize } = statfsSync(folder);
  return bavail * bsize > share * Math.min(reserveBytesMax, blocks * bsize * reserveOfDisk);
};
