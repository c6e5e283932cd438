import type { CommandId } from '@statewire/ledger';
import type { Decided } from './decided.js';

/** Commands of one stretch of the chain as text, a line for each. Ids and instants hold no control characters. */
const fieldEnd = '\t';
const lineEnd = '\n';
/** Stands at the end of every line that was ever stored, and says nothing. */
const lastField = 0;

type PackedCommand = readonly [id: CommandId, decided: Decided];

export const encodePack = (commands: readonly PackedCommand[]): string =>
  commands.map(([id, { seq, out, offset, at }]) => [id, seq, out, offset, at, lastField].join(fieldEnd)).join(lineEnd);

export const decodePack = (text: string): readonly PackedCommand[] =>
  text.split(lineEnd).map((line): PackedCommand => {
    const [id = '', seq, out, offset = '0', at = ''] = line.split(fieldEnd);
    return [id, { seq: Number(seq), out: out as Decided['out'], offset: BigInt(offset), at }];
  });

/** FNV-1a of 32 bits. */
const hashStart = 0x811c9dc5;
const hashFactor = 0x01000193;

/** Says where a command may be found; several may have the same. */
export const commandHash = (id: CommandId): number => {
  let hash = hashStart;
  for (let index = 0; index < id.length; index += 1) hash = Math.imul(hash ^ id.charCodeAt(index), hashFactor);
  return hash | 0;
};

/** What is told of a pack without opening it: the last instant at which a command was decided, in milliseconds, and the hashes of its commands. */
export type PackIndex = Readonly<{ lastMs: number; hashes: readonly number[] }>;

export const encodeIndex = ({ lastMs, hashes }: PackIndex): string =>
  `${String(lastMs)}${fieldEnd}${Buffer.from(Int32Array.from(hashes).buffer).toString('base64')}`;

export const decodeIndex = (text: string): PackIndex => {
  const [last = '', packed = ''] = text.split(fieldEnd);
  // Copied, so that it begins where numbers of four bytes may.
  const { buffer } = Uint8Array.from(Buffer.from(packed, 'base64'));
  return { lastMs: Number(last), hashes: [...new Int32Array(buffer)] };
};
