import jpeg from 'jpeg-js';

/** A picture has at most 1 MiB (decision D23); more pixels than this no camera of an agency makes so small. */
export const PICTURE_BYTES_MAX = 1024 * 1024;
const MEGAPIXELS_MAX = 24;
const MEGABYTES_MAX = 512;

/** Whether bytes are a JPEG that a program can show: it begins and ends as one, and decodes. */
export const decodes = (bytes: Uint8Array): boolean => {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return false;
  try {
    const { width, height } = jpeg.decode(bytes, { useTArray: true, tolerantDecoding: false, maxResolutionInMP: MEGAPIXELS_MAX, maxMemoryUsageInMB: MEGABYTES_MAX });
    return width > 0 && height > 0;
  } catch {
    return false;
  }
};
