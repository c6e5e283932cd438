import type { CommandId } from '@statewire/ledger';
import type { Decided } from './decided.js';

/**
 * Commands of one stretch of the chain as text: the last instant at which one was decided that may be forgotten, in
 * milliseconds (nothing where all are kept), then a line for each. Ids and instants hold no control characters.
 */
const fieldEnd = '\t';
const lineEnd = '\n';

export type PackedCommand = readonly [id: CommandId, decided: Decided];

export const encodePack = (commands: readonly PackedCommand[]): string => {
  const recent = commands.flatMap(([, { at, kept }]) => (kept === true ? [] : [Date.parse(at)]));
  const lines = commands.map(([id, { seq, out, offset, at, kept }]) => [id, seq, out, offset, at, kept === true ? 1 : 0].join(fieldEnd));
  return [recent.length === 0 ? '' : Math.max(...recent), ...lines].join(lineEnd);
};

export const decodePack = (text: string): readonly PackedCommand[] =>
  text.split(lineEnd).slice(1).map((line): PackedCommand => {
    const [id = '', seq, out, offset = '0', at = '', kept] = line.split(fieldEnd);
    return [id, { seq: Number(seq), out: out as Decided['out'], offset: BigInt(offset), at, ...(kept === '1' ? { kept: true } : {}) }];
  });

/** FNV-1a of 32 bits. */
const hashStart = 0x811c9dc5;
const hashFactor = 0x01000193;
const fieldEndCode = fieldEnd.charCodeAt(0);

const hashUntilFieldEnd = (text: string, from: number): number => {
  let hash = hashStart;
  for (let index = from; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === fieldEndCode) break;
    hash = Math.imul(hash ^ code, hashFactor);
  }
  return hash;
};

/** Says where a command may be found; several may have the same. */
export const commandHash = (id: CommandId): number => hashUntilFieldEnd(id, 0);

/** The hashes of a text's commands, read without taking it apart, and its last instant. */
export const hashesOf = (text: string): Readonly<{ hashes: readonly number[]; lastMs: number }> => {
  const hashes: number[] = [];
  let end = text.indexOf(lineEnd);
  const first = end < 0 ? text : text.slice(0, end);
  while (end >= 0) {
    hashes.push(hashUntilFieldEnd(text, end + 1));
    end = text.indexOf(lineEnd, end + 1);
  }
  return { hashes, lastMs: first === '' ? -Infinity : Number(first) };
};
