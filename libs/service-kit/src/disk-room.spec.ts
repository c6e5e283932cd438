import { describe, expect, it } from '@jest/globals';
import { statfsSync } from 'node:fs';
import { diskRoom } from './disk-room.js';

const MIB = 1024 * 1024;

/** A disk of a gigabyte, so that a hundred megabytes are kept of it, and how often it was looked at. */
const disk = (freeBytes: number) => {
  const given = { freeBytes, nowMs: 0, looks: 0 };
  const hasRoom = diskRoom('.', 1, {
    disk: () => {
      given.looks += 1;
      return { freeBytes: given.freeBytes, bytes: 1000 * MIB };
    },
    nowMs: () => given.nowMs,
  });
  return { given, hasRoom };
};

describe('the room on a disk', () => {
  it('is enough while more than the share of the reserve is free', () => {
    const { bavail, blocks, bsize } = statfsSync('.');
    const reserve = Math.min(256 * MIB, (blocks * bsize) / 10);
    expect(diskRoom('.', (bavail * bsize * 0.5) / reserve)()).toBe(true);
    expect(diskRoom('.', (bavail * bsize * 1.5) / reserve)()).toBe(false);
  });

  it('is looked for once in fifty milliseconds while there is plenty', () => {
    const { given, hasRoom } = disk(500 * MIB);
    const answers = Array.from({ length: 50 }, (_, nowMs) => {
      given.nowMs = nowMs;
      return hasRoom();
    });
    expect([new Set(answers), given.looks]).toEqual([new Set([true]), 1]);
    Object.assign(given, { nowMs: 50, freeBytes: 99 * MIB });
    expect([hasRoom(), given.looks]).toEqual([false, 2]);
  });

  it('is looked for each time where it runs out, and where it has', () => {
    const { given, hasRoom } = disk(150 * MIB);
    expect([hasRoom(), hasRoom(), given.looks]).toEqual([true, true, 2]);
    given.freeBytes = 90 * MIB;
    expect([hasRoom(), hasRoom(), given.looks]).toEqual([false, false, 4]);
    given.freeBytes = 150 * MIB;
    expect(hasRoom()).toBe(true);
  });
});
