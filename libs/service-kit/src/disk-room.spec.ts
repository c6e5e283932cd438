import { describe, expect, it } from '@jest/globals';
import { statfsSync } from 'node:fs';
import { diskRoom } from './disk-room.js';

describe('the room on a disk', () => {
  const { bavail, blocks, bsize } = statfsSync('.');
  const reserve = Math.min(256 * 1024 * 1024, (blocks * bsize) / 10);

  it('is enough while more than the share of the reserve is free', () => {
    expect(diskRoom('.', (bavail * bsize * 0.5) / reserve)()).toBe(true);
    expect(diskRoom('.', (bavail * bsize * 1.5) / reserve)()).toBe(false);
  });
});
