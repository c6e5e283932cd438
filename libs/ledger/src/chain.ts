import type { ChainState, Commit } from './events.js';
import type { Hash, PartitionId } from './identity.js';
import { sha256 } from './sha256.js';

/** What the first commit names as its `prev`. It ties the chain to one installation and place: records cannot be transplanted. */
export const genesisHash = (installation: string, { ledger, gen, index }: PartitionId): Hash =>
  sha256(`ledger/v1\n${installation}\n${ledger}\n${String(gen)}\n${String(index)}`);

/** The state of a reader that has read nothing. */
export const genesis = (installation: string, part: PartitionId): ChainState => ({
  next: 0n,
  seq: 0,
  head: genesisHash(installation, part),
  headOffset: -1n,
});

/** Where a reader stands that has read up to and with this commit. */
export const stateAfter = ({ head, hash, offset }: Pick<Commit, 'head' | 'hash' | 'offset'>): ChainState => ({
  next: offset + 1n,
  seq: head.seq,
  head: hash,
  headOffset: offset,
});

/** The same chain, to be read again from just behind its head: what was void may have been replaced. */
export const fromHead = (chain: ChainState): ChainState => ({ ...chain, next: chain.headOffset + 1n });
