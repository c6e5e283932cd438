import type { ChainState } from '@statewire/ledger';
import { parseSignedSeal, signedSealText } from '@statewire/seals';
import type { RingFrame } from './frame-ring.js';
import type { SealState } from './seal-state.js';

/** Changes with every change of what the tables hold; another number is as good as no snapshot. */
const snapshotFormat = 5;

/** `missing`: numbers of the ring's frames that the log has lost, until a person has said what to do. */
export type SnapshotMeta = Readonly<{ installation: string; stateVersion: string; chain: ChainState; seals: SealState; missing: readonly number[] }>;

type StoredMeta = Readonly<{
  format: number;
  installation: string;
  stateVersion: string;
  chain: Readonly<{ next: string; seq: number; head: string; headOffset: string }>;
  seals: Readonly<{ leaves: number; peaks: readonly string[]; fromSeq: number; unsealed: boolean; last?: string }>;
  missing?: readonly number[];
}>;

export const encodeMeta = ({ installation, stateVersion, chain, seals, missing }: SnapshotMeta): string => {
  const { tree, fromSeq, unsealed, last } = seals;
  const stored: StoredMeta = {
    format: snapshotFormat,
    installation,
    stateVersion,
    chain: { ...chain, next: String(chain.next), headOffset: String(chain.headOffset) },
    seals: {
      leaves: tree.leaves,
      peaks: tree.peaks,
      fromSeq,
      unsealed,
      ...(last === undefined ? {} : { last: signedSealText(last) }),
    },
    ...(missing.length === 0 ? {} : { missing }),
  };
  return JSON.stringify(stored);
};

/** Undefined when another format wrote it. */
export const decodeMeta = (text: string): SnapshotMeta | undefined => {
  const { format, installation, stateVersion, chain, seals, missing = [] } = JSON.parse(text) as StoredMeta;
  if (format !== snapshotFormat) return undefined;
  const last = seals.last === undefined ? undefined : parseSignedSeal(seals.last);
  return {
    installation,
    stateVersion,
    chain: { ...chain, next: BigInt(chain.next), headOffset: BigInt(chain.headOffset) },
    seals: { tree: { leaves: seals.leaves, peaks: seals.peaks }, fromSeq: seals.fromSeq, unsealed: seals.unsealed, ...(last === undefined ? {} : { last }) },
    missing,
  };
};

/** Commits of a stretch whose commands and frames are stored together: one value is sealed where there would be hundreds. */
const packCommits = 128;
export const packOf = (seq: number): number => Math.floor(seq / packCommits);
export const seqsOf = (pack: number): readonly number[] => Array.from({ length: packCommits }, (_, index) => pack * packCommits + index);

type StoredFrame = readonly [seq: number, text: string];

export const encodeFrames = (frames: readonly RingFrame[]): string =>
  JSON.stringify(frames.map(({ seq, bytes }): StoredFrame => [seq, Buffer.from(bytes).toString('utf8')]));

export const decodeFrames = (text: string): readonly StoredFrame[] => JSON.parse(text) as readonly StoredFrame[];

const packDigits = 16;

/** Numbers as keys, so that their order is the keys'. */
export const packKey = (pack: number): string => String(pack).padStart(packDigits, '0');
