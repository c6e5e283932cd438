import { beforeAll, describe, expect, it } from '@jest/globals';
import { advance, decodeBody, judge, type StoredEvent } from '@statewire/ledger';
import type { Seal, SignedSeal } from '@statewire/seals';
import { beginning, installation, part, sealedLedger, signer } from '../test/sealed-ledger.js';
import { sealChain, type SealedCommit } from './seal-chain.js';

/** Commits 1 to 10, a seal as 11, commits 12 to 21, a seal as 22, commit 23. */
let commits: readonly SealedCommit[];
let second: SignedSeal;

beforeAll(async () => {
  const { frames, copies } = await sealedLedger();
  second = copies[1]!;
  let chain = beginning;
  commits = frames.map((value, at) => {
    const record = { offset: BigInt(at), value };
    const verdict = judge(chain, record);
    if (!verdict.valid) throw new Error(verdict.why);
    chain = advance(chain, record, verdict);
    return { seq: verdict.head.seq, hash: verdict.hash, ev: decodeBody(verdict.head, verdict.body).ev };
  });
});

/** What is said of the second seal when it stands there with other fields, signed anew. */
const saidOf = (changed: Partial<Seal>, also: readonly StoredEvent[] = []): string | undefined => {
  const chain = sealChain({ installation, part });
  for (const commit of commits.slice(0, 21)) expect(chain.take(commit)).toBeUndefined();
  const { signature: _old, ...seal } = second;
  const event = { ...commits[21]!.ev[0]!, d: { ...signer.sign({ ...seal, ...changed }) } };
  return chain.take({ ...commits[21]!, ev: [event, ...also] });
};

describe('a chain of seals', () => {
  it('holds from the first commit to the last', () => {
    const chain = sealChain({ installation, part });

    expect(commits.map((commit) => chain.take(commit)).filter((said) => said !== undefined)).toEqual([]);
    expect(chain.seals.map(({ fromSeq, toSeq }) => [fromSeq, toSeq])).toEqual([[1, 10], [11, 21]]);
    expect(chain.open).toMatchObject({ fromSeq: 22, unsealed: true, tree: { leaves: 2 } });
  });

  it('has nothing to seal right after a seal', () => {
    const chain = sealChain({ installation, part });
    for (const commit of commits.slice(0, 11)) chain.take(commit);

    expect(chain.open.unsealed).toBe(false);
  });

  it.each([
    ['another installation', { installation: 'another' }, 'another partition or installation'],
    ['another ledger', { ledger: 'journal' }, 'another partition or installation'],
    ['another generation', { gen: 2 }, 'another partition or installation'],
    ['another partition', { partition: 1 }, 'another partition or installation'],
    ['fewer commits at its beginning', { fromSeq: 12 }, 'commits 12 to 21 instead of 11 to 21'],
    ['fewer commits at its end', { toSeq: 20 }, 'commits 11 to 20 instead of 11 to 21'],
    ['other commits', { merkleRoot: 'A'.repeat(43) }, 'commits 11 to 21 are not those that were sealed'],
    ['no seal before it', { previousSeal: '' as const }, 'does not name the seal before it'],
  ])('does not hold when a seal speaks of %s', (_what, changed, says) => {
    expect(saidOf(changed)).toContain(says);
  });

  it('does not hold when a seal shares its commit with something else', () => {
    expect(saidOf({}, [commits[0]!.ev[0]!])).toBe('the seal is none');
    expect(saidOf({})).toBeUndefined();
  });
});
