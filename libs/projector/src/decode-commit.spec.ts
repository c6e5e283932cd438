import { describe, expect, it } from '@jest/globals';
import { frame, linesOf, type CommitBody } from '@statewire/ledger';
import { decoded, streamsOf } from './decode-commit.js';
import type { ReadCommit } from './feed-batch.js';
import { knownEvents } from './known-events.js';

const known = knownEvents([{ t: 'note.made', tv: 2, up: [(older) => ({ ...older, d: { raised: true } })] }]);
const by = { ori: 'OH0250000', device: 'T1', user: 'u1', purpose: 'says "ev":[{"t":"note.burnt","tv":1,"s":"note/other",' };
const event = (s: string, t = 'note.made', tv = 2) => ({ t, tv, s, sv: 1, d: {} });
const read = (ev: CommitBody['ev'], change = (line: Uint8Array): Uint8Array => line): ReadCommit => {
  const { bytes, head, hash } = frame({ prev: 'A'.repeat(43), seq: 1, w: 'w', at: '2026-11-21T04:10:05.123Z', k: '' }, { by, cv: '1', out: 'accepted', ev });
  return { head, hash, position: { part: { ledger: 'notes', gen: 1, index: 0 }, seq: 1 }, offset: 0n, line: change(linesOf(bytes)?.body ?? bytes) };
};
const failing = (code: string) => expect.objectContaining({ code, canRetry: false });

describe('the stream of a commit with one event', () => {
  it('is told without the rest being read', () => {
    const commit = read([event('note/1')], (line) => line.subarray(0, -2));

    expect(streamsOf(known, commit)).toEqual(['note/1']);
    expect(commit.body).toBeUndefined();
    expect(() => decoded(known, commit)).toThrow(failing('ledger/undecodable'));
  });

  it.each([['with a quote', 'note/"1"'], ['with a backslash', String.raw`note\1`], ['beyond ASCII', 'note/Ä']])('is told of a name %s', (_, name) => {
    expect(streamsOf(known, read([event(name)]))).toEqual([name]);
  });

  it('is told where the event begins late', () => {
    const commit = read([event(`note/${'1'.repeat(600)}`)]);

    expect(streamsOf(known, commit)).toEqual([`note/${'1'.repeat(600)}`]);
  });

  it.each([['type', event('note/1', 'note.burnt')], ['version', event('note/1', 'note.made', 3)]])('is not told of an event of an unknown %s', (_, strange) => {
    expect(() => streamsOf(known, read([strange]))).toThrow(failing('projector/unknown-event'));
  });

  it('is not told of an event without a version', () => {
    expect(() => streamsOf(known, read([event('note/1', 'note.made', 0)]))).toThrow(failing('ledger/undecodable'));
  });
});

describe('the streams of a commit', () => {
  it('are those of all its events, and none of a commit without', () => {
    expect(streamsOf(known, read([event('note/1'), event('note/2')]))).toEqual(['note/1', 'note/2']);
    expect(streamsOf(known, read([]))).toEqual([]);
  });

  it('are told of a decoded one too', () => {
    const commit = decoded(known, read([event('note/1')]));

    expect(streamsOf(known, commit)).toEqual(['note/1']);
  });
});

describe('a decoded commit', () => {
  it('has events of the newest versions, and is decoded once', () => {
    const commit = read([event('note/1', 'note.made', 1)]);
    const { body } = decoded(known, commit);

    expect(body.ev).toEqual([{ ...event('note/1', 'note.made', 2), d: { raised: true } }]);
    expect(decoded(known, commit).body).toBe(body);
    expect(commit.line).toBeUndefined();
  });
});
