import { describe, expect, it } from '@jest/globals';
import { isFailure } from '@statewire/kernel';
import { decodeBody } from './body.codec.js';
import { fromHead, genesis, genesisHash } from './chain.js';
import type { ChainState, CommitBody } from './events.js';
import { frame } from './frame.js';
import { advance, judge, prevOf } from './judge.js';

const part = { ledger: 'vehicles', gen: 1, index: 2 };
const start = genesis('inst-1', part);
const by = { ori: 'OHCOP0000', device: 'TST0001', user: 'jdoe' };
const body: CommitBody = { by, cv: '1', out: 'accepted', ev: [] };
const next = (state: ChainState, w: string) =>
  frame({ prev: state.head, seq: state.seq + 1, w, at: '2026-11-21T04:10:05.123Z', cmd: w, k: 'K' }, body);
const recordOf = (bytes: Uint8Array, offset = 0n) => ({ offset, value: bytes });
const refusal = (read: () => unknown): string => {
  try {
    read();
    return 'none';
  } catch (error) {
    return isFailure(error) ? error.code : 'a defect';
  }
};
const edited = (bytes: Uint8Array, from: string, to: string) => Buffer.from(Buffer.from(bytes).toString().replace(from, to));

describe('the validity rule', () => {
  it('takes the commit that names the head, and moves on to it', () => {
    const { bytes, hash, head } = next(start, 'a/1');
    const verdict = judge(start, recordOf(bytes, 4n));

    expect(verdict).toMatchObject({ valid: true, hash, head });
    expect(advance(start, recordOf(bytes, 4n), verdict)).toEqual({ next: 5n, seq: 1, head: hash, headOffset: 4n });
  });

  it('voids a second commit on the same head, and only reads on', () => {
    const won = recordOf(next(start, 'a/1').bytes);
    const state = advance(start, won, judge(start, won));
    const late = recordOf(next(start, 'b/1').bytes, 1n);

    expect(judge(state, late)).toEqual({ valid: false, why: 'prev' });
    expect(advance(state, late, judge(state, late))).toEqual({ ...state, next: 2n });
  });

  it('voids the copy of a commit that counts already', () => {
    const record = recordOf(next(start, 'a/1').bytes);
    const state = advance(start, record, judge(start, record));

    expect(judge(state, record)).toEqual({ valid: false, why: 'prev' });
  });

  it.each([
    ['malformed', 'a head out of order', '"v":1,', '"v":2,'],
    ['malformed', 'a head with a blank more', '"seq":', '"seq": '],
    ['malformed', 'one line alone', '\n', ' '],
    ['seq', 'another number', '"seq":1', '"seq":2'],
    ['body-hash', 'a changed body', '"out":"accepted"', '"out":"rejected"'],
    ['body-hash', 'a longer body', ']}', ']} '],
  ])('voids as %s: %s', (why, _, from, to) => {
    expect(judge(start, recordOf(edited(next(start, 'a/1').bytes, from, to)))).toEqual({ valid: false, why });
  });

  it('voids any bytes at all without failing', () => {
    for (const value of ['', '{', '{"v":1,"prev":"', `{"v":1,"prev":"${start.head}`, '\n\n', '\u0000'.repeat(2000)]) {
      expect(judge(start, recordOf(Buffer.from(value))).valid).toBe(false);
    }
  });

  it('does not look for a first line beyond 1 KiB', () => {
    const { bytes } = next(start, 'a/1');
    const padded = edited(bytes, '\n', `${' '.repeat(1024)}\n`);

    expect(judge(start, recordOf(padded))).toEqual({ valid: false, why: 'malformed' });
  });

  it('voids a commit of another installation, ledger, generation or partition', () => {
    const heads = [genesisHash('inst-2', part), ...[{ ledger: 'journal' }, { gen: 2 }, { index: 3 }].map((other) => genesisHash('inst-1', { ...part, ...other }))];

    expect(new Set([...heads, start.head]).size).toBe(5);
    for (const head of heads) expect(judge({ ...start, head }, recordOf(next(start, 'a/1').bytes))).toEqual({ valid: false, why: 'prev' });
  });

  it('tells what a record names as its predecessor', () => {
    expect(prevOf(next(start, 'a/1').bytes)).toBe(start.head);
  });

  it('reads again from behind the head', () => {
    expect(fromHead(start)).toEqual(start);
    expect(fromHead({ ...start, headOffset: 6n, next: 12n }).next).toBe(7n);
  });
});

describe('the body of a valid commit', () => {
  const head = next(start, 'a/1').head;
  const decode = (value: unknown, n = 0) => decodeBody({ ...head, n }, Buffer.from(JSON.stringify(value)));
  const event = { t: 'vehicle.entered', tv: 1, s: 'vehicle/1', sv: 1, d: {}, x: { kid: 'k', iv: 'i', ct: 'c' } };

  it('is read as it was written', () => {
    expect(decode({ ...body, ev: [event] }, 1)).toEqual({ ...body, ev: [event] });
  });

  it.each<[string, unknown, number]>([
    ['is no object', [], 0],
    ['names nobody', { ...body, by: { ori: 'X' } }, 0],
    ['has another outcome', { ...body, out: 'maybe' }, 0],
    ['has no events', { ...body, ev: undefined }, 0],
    ['has fewer events than counted', body, 1],
    ['has an event without a version', { ...body, ev: [{ ...event, tv: 0 }] }, 1],
    ['has an event without data', { ...body, ev: [{ ...event, d: null }] }, 1],
    ['has a sealed part that is none', { ...body, ev: [{ ...event, x: { kid: 'k' } }] }, 1],
  ])('stops the reader when it %s', (_, value, n) => {
    expect(refusal(() => decode(value, n))).toBe('ledger/undecodable');
  });

  it('stops the reader when it is no JSON or no UTF-8', () => {
    for (const bytes of [Buffer.from('{'), Buffer.from([0x22, 0xff, 0x22])]) {
      expect(refusal(() => decodeBody(head, bytes))).toBe('ledger/undecodable');
    }
  });
});
