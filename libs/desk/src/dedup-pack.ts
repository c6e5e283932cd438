import type { CommandId } from '@statewire/ledger';
import type { Decided } from './decided.js';

/** Commands of one stretch of the chain as text, a line for each. Ids and instants hold no control characters. */
const fieldEnd = '\t';
const lineEnd = '\n';

export type PackedCommand = readonly [id: CommandId, decided: Decided];

export const encodePack = (commands: readonly PackedCommand[]): string =>
  commands.map(([id, { seq, out, offset, at, kept }]) => [id, seq, out, offset, at, kept === true ? 1 : 0].join(fieldEnd)).join(lineEnd);

export const decodePack = (text: string): readonly PackedCommand[] =>
  text.split(lineEnd).map((line): PackedCommand => {
    const [id = '', seq, out, offset = '0', at = '', kept] = line.split(fieldEnd);
    return [id, { seq: Number(seq), out: out as Decided['out'], offset: BigInt(offset), at, ...(kept === '1' ? { kept: true } : {}) }];
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

/** What is told of a pack without opening it: the last instant at which a command was decided that may be forgotten, in milliseconds (-Infinity where all are kept), and the hashes of its commands. */
export type PackIndex = Readonly<{ lastMs: number; hashes: readonly number[] }>;

export const encodeIndex = ({ lastMs, hashes }: PackIndex): string =>
  `${Number.isFinite(lastMs) ? String(lastMs) : ''}${fieldEnd}${Buffer.from(Int32Array.from(hashes).buffer).toString('base64')}`;

export const decodeIndex = (text: string): PackIndex => {
  const [last = '', packed = ''] = text.split(fieldEnd);
  // Copied, so that it begins where numbers of four bytes may.
  const { buffer } = Uint8Array.from(Buffer.from(packed, 'base64'));
  return { lastMs: last === '' ? -Infinity : Number(last), hashes: [...new Int32Array(buffer)] };
};
