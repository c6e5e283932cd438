import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** Each of the first two pages of an LMDB file says how a commit left it: its own size, the page at which the data begins, the commit's number. */
const metaBytes = 160;
const magic = 0xbeefc0de;
const magicAt = 24;
const pageBytesAt = 48;
const rootAt = 136;
const commitAt = 152;
const noRoot = (1n << 64n) - 1n;
const pageBytesUsual = 4096;

type Meta = Readonly<{ pageBytes: number; root: bigint; commit: bigint }>;

const metaAt = (file: number, place: number): Meta | undefined => {
  const page = Buffer.alloc(metaBytes);
  if (readSync(file, page, 0, metaBytes, place) < metaBytes || page.readUInt32LE(magicAt) !== magic) return undefined;
  return { pageBytes: page.readUInt32LE(pageBytesAt), root: page.readBigUInt64LE(rootAt), commit: page.readBigUInt64LE(commitAt) };
};

/** What is wrong with a file at first sight; most of its pages are not looked at. */
const faultOf = (file: number): string | undefined => {
  const first = metaAt(file, 0);
  const second = metaAt(file, first?.pageBytes ?? pageBytesUsual);
  // Asked for last: whoever has it open makes it longer before saying so.
  const { size } = fstatSync(file);
  if (size === 0) return undefined;
  if (first === undefined || second === undefined) return 'it does not begin as a database does';
  const { root, pageBytes } = first.commit > second.commit ? first : second;
  return root !== noRoot && (root + 1n) * BigInt(pageBytes) > BigInt(size) ? 'its end is missing' : undefined;
};

/**
 * Why a file is no LMDB database, or ends before its data; undefined for one that is whole as far as that, and for an empty
 * one, which LMDB makes a new one of. Where it meets such a file it ends the process without a word.
 */
export const databaseFault = (path: string): string | undefined => {
  const file = openSync(path, 'r');
  try {
    return faultOf(file);
  } finally {
    closeSync(file);
  }
};
