import { Failure } from '@statewire/kernel';
import type { ChainState, MerkleTree } from '@statewire/ledger';
import { parseSignedSeal, signedSealText } from '@statewire/seals';
import type { Decided } from './dedup.js';
import type { SealState } from './seal-state.js';

/** Changes with every change of what the tables hold; another number is as good as no snapshot. */
const snapshotFormat = 1;

export type SnapshotMeta = Readonly<{ installation: string; stateVersion: string; chain: ChainState; seals: SealState }>;

type StoredMeta = Readonly<{
  format: number;
  installation: string;
  stateVersion: string;
  chain: Readonly<{ next: string; seq: number; head: string; headOffset: string }>;
  seals: Readonly<{ leaves: number; peaks: readonly string[]; fromSeq: number; unsealed: boolean; last?: string }>;
}>;

const treeOf = (leaves: number, peaks: readonly string[]): MerkleTree => ({ leaves, peaks: peaks.map((peak) => Buffer.from(peak, 'base64url')) });

export const encodeMeta = ({ installation, stateVersion, chain, seals }: SnapshotMeta): string => {
  const { tree, fromSeq, unsealed, last } = seals;
  const stored: StoredMeta = {
    format: snapshotFormat,
    installation,
    stateVersion,
    chain: { ...chain, next: String(chain.next), headOffset: String(chain.headOffset) },
    seals: {
      leaves: tree.leaves,
      peaks: tree.peaks.map((peak) => Buffer.from(peak).toString('base64url')),
      fromSeq,
      unsealed,
      ...(last === undefined ? {} : { last: signedSealText(last) }),
    },
  };
  return JSON.stringify(stored);
};

/** Undefined when another format wrote it. */
export const decodeMeta = (text: string): SnapshotMeta | undefined => {
  const { format, installation, stateVersion, chain, seals } = JSON.parse(text) as StoredMeta;
  if (format !== snapshotFormat) return undefined;
  const last = seals.last === undefined ? undefined : parseSignedSeal(seals.last);
  return {
    installation,
    stateVersion,
    chain: { ...chain, next: BigInt(chain.next), headOffset: BigInt(chain.headOffset) },
    seals: { tree: treeOf(seals.leaves, seals.peaks), fromSeq: seals.fromSeq, unsealed: seals.unsealed, ...(last === undefined ? {} : { last }) },
  };
};

export const encodeDecided = (decided: Decided): string => JSON.stringify({ ...decided, offset: String(decided.offset) });

export const decodeDecided = (text: string): Decided => {
  const stored = JSON.parse(text) as Omit<Decided, 'offset'> & Readonly<{ offset: string }>;
  return { ...stored, offset: BigInt(stored.offset) };
};

const seqDigits = 16;

/** Numbers as keys, so that their order is the keys'. */
export const seqKey = (seq: number): string => String(seq).padStart(seqDigits, '0');

export const seqOfKey = (key: string): number => {
  if (!/^\d{16}$/.test(key)) throw new Failure('desk/bad-snapshot', `${key} is no number of a frame`, false);
  return Number(key);
};
