import { readFileSync } from 'node:fs';
import { verify } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { decodeBody } from './body.codec.js';
import { bucketOf } from './bucket.js';
import { genesis } from './chain.js';
import type { ChainState, CommitBody, CommitHead } from './events.js';
import { frame, parseHeadLine } from './frame.js';
import { advance, judge } from './judge.js';
import { inclusionPath, isIncluded, rootOf, treeOf } from './merkle.js';
import { sha256 } from './sha256.js';

type Golden = Readonly<{
  installation: string;
  ledger: string;
  gen: number;
  partition: number;
  genesis: string;
  frames: readonly Readonly<{ note: string; head: CommitHead; body: CommitBody; bytes: string; hash: string }>[];
  head: Readonly<{ seq: number; hash: string }>;
  void: readonly Readonly<{ why: string; note: string; bytes: string }>[];
  buckets: readonly Readonly<{ key: string; bucket: number }>[];
  merkle: Readonly<{ hashes: readonly string[]; root: string; paths: readonly (readonly string[])[] }>;
  seal: Readonly<{ publicKeyPem: string; signed: Readonly<Record<string, unknown>>; signedText: string; hash: string }>;
}>;

// Made by another program than ours: what stands here may never change again, whatever our code does.
const golden = JSON.parse(readFileSync(new URL('../golden/frame-v1.json', import.meta.url), 'utf8')) as Golden;
const start = genesis(golden.installation, { ledger: golden.ledger, gen: golden.gen, index: golden.partition });
const bytesOf = (base64: string): Uint8Array => Buffer.from(base64, 'base64');

const readAll = (): ChainState =>
  golden.frames.reduce((state, { bytes }, index) => {
    const record = { offset: BigInt(index), value: bytesOf(bytes) };
    return advance(state, record, judge(state, record));
  }, start);

describe('the golden vectors of frame version 1', () => {
  it('begin at the genesis hash of their installation and partition', () => {
    expect(start.head).toBe(golden.genesis);
    expect(golden.frames[0]?.head.prev).toBe(golden.genesis);
  });

  it.each(golden.frames)('hold the bytes and the hash of $note', ({ head, body, bytes, hash }) => {
    const { v: _v, n: _n, bh: _bh, ...given } = head;
    const made = frame(given, body);

    expect(Buffer.from(made.bytes).toString('base64')).toBe(bytes);
    expect(made.hash).toBe(hash);
    expect(made.head).toEqual(head);
  });

  it.each(golden.frames)('read back $note', ({ head, body, bytes }) => {
    const [line = '', text = ''] = Buffer.from(bytesOf(bytes)).toString().split('\n');

    expect(parseHeadLine(line)).toEqual(head);
    expect(decodeBody(head, Buffer.from(text))).toEqual(body);
  });

  it('form one chain', () => {
    expect(readAll()).toMatchObject({ seq: golden.head.seq, head: golden.head.hash });
  });

  it.each(golden.void)('void $note ($why)', ({ why, bytes }) => {
    expect(judge(readAll(), { offset: 99n, value: bytesOf(bytes) })).toEqual({ valid: false, why });
  });

  it('lose their validity or their hash with the change of any one bit', () => {
    const [first] = golden.frames;
    const bytes = bytesOf(first?.bytes ?? '');
    const survivors = [];
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const value = Uint8Array.from(bytes);
      value[bit >> 3] = (value[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const verdict = judge(start, { offset: 0n, value });
      if (verdict.valid && verdict.hash === first?.hash) survivors.push(bit);
    }

    expect(survivors).toEqual([]);
  });

  it('place home keys in buckets', () => {
    expect(golden.buckets.map(({ key }) => ({ key, bucket: bucketOf(key) }))).toEqual(golden.buckets);
  });

  it('hold the tree over the commits, with the path of each', () => {
    const { hashes, root, paths } = golden.merkle;

    expect(rootOf(treeOf(hashes))).toBe(root);
    hashes.forEach((commit, index) => {
      expect(inclusionPath(hashes, index)).toEqual(paths[index]);
      expect(isIncluded({ commit, index, leaves: hashes.length, path: paths[index] ?? [], root })).toBe(true);
    });
  });

  it('hold a seal over the tree, signed over its own text', () => {
    const { publicKeyPem, signed, signedText, hash } = golden.seal;
    const { signature, ...seal } = signed;

    expect(JSON.stringify(seal)).toBe(signedText);
    expect(seal['merkleRoot']).toBe(golden.merkle.root);
    expect(verify(null, Buffer.from(signedText), publicKeyPem, Buffer.from(String(signature), 'base64url'))).toBe(true);
    expect(sha256(JSON.stringify(signed))).toBe(hash);
    expect(golden.frames.at(-1)?.body.ev[0]?.d).toEqual(signed);
  });
});
