import jpeg from 'jpeg-js';
import { isGeneric } from './domain/generic-images.simulator.js';

const WIDTH = 96;
const HEIGHT = 48;

/** A body with a cabin on two wheels: enough to see that a picture came. */
const isInked = (x: number, y: number): boolean => {
  const inBody = y >= 22 && y < 36 && x >= 6 && x < 90;
  const inCabin = y >= 10 && y < 22 && x >= 26 && x < 66;
  const inWheel = [24, 72].some((centre) => (x - centre) ** 2 + (y - 36) ** 2 <= 49);
  return inBody || inCabin || inWheel;
};

/** The picture of a generic image; undefined for another number. */
export const genericPicture = (imn: string): Uint8Array | undefined => {
  if (!isGeneric(imn)) return undefined;
  const data = new Uint8Array(WIDTH * HEIGHT * 4).fill(255);
  for (let n = 0; n < WIDTH * HEIGHT; n += 1) if (isInked(n % WIDTH, Math.floor(n / WIDTH))) data.fill(60, 4 * n, 4 * n + 3);
  return jpeg.encode({ width: WIDTH, height: HEIGHT, data }, 60).data;
};
