import { describe, expect, it } from '@jest/globals';
import type { CommitBody } from './events.js';
import { frame, headLine, isHeadLabel, parseHeadLine } from './frame.js';
import { sha256 } from './sha256.js';

const by = { ori: 'OHCOP0000', device: 'TST0001', user: 'jdoe' };
const body: CommitBody = { by, cv: '2026.11', out: 'accepted', ev: [{ t: 'vehicle.entered', tv: 1, s: 'vehicle/SV1', sv: 1, d: { LIC: 'Ä1' } }] };
const given = { prev: 'A'.repeat(43), seq: 7, w: 'sw-07.9f3c/1', at: '2026-11-21T04:10:05.123Z', cmd: 'c-1', k: 'OHCOP0000' };
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

describe('a frame', () => {
  it('is two lines, the head in its fixed order and the body as JSON', () => {
    const { bytes, head } = frame(given, body);
    const line2 = JSON.stringify(body);

    expect(text(bytes)).toBe(
      `{"v":1,"prev":"${given.prev}","seq":7,"w":"sw-07.9f3c/1","at":"2026-11-21T04:10:05.123Z","cmd":"c-1","k":"OHCOP0000","n":1,"bh":"${sha256(line2)}"}\n${line2}`,
    );
    expect(head.n).toBe(1);
  });

  it('is named by the hash of its first line', () => {
    const { bytes, hash } = frame(given, body);

    expect(hash).toBe(sha256(text(bytes).split('\n')[0] ?? ''));
  });

  it('has no command in a barrier', () => {
    const { cmd: _, ...barrier } = given;

    expect(text(frame(barrier, { by, cv: '', out: 'accepted', ev: [] }).bytes)).toContain('.123Z","k":');
  });
});

describe('the head grammar', () => {
  const line = headLine(frame(given, body).head);

  it('reads back what was written', () => {
    expect(parseHeadLine(line)).toEqual(frame(given, body).head);
  });

  it.each([
    ['a blank more', line.replace('"seq":', '"seq": ')],
    ['a field in another place', line.replace('"v":1,', '').replace('}', ',"v":1}')],
    ['a leading zero', line.replace('"seq":7', '"seq":07')],
    ['an escape', line.replace('OHCOP0000', String.raw`OH\u0043OP`)],
    ['a letter beyond ASCII', line.replace('OHCOP0000', 'OHÄ')],
    ['a control character', line.replace('OHCOP0000', 'OH\u0001')],
    ['a hash of 42 characters', line.replace('A'.repeat(43), 'A'.repeat(42))],
    ['an unknown field', line.replace('"n":1', '"n":1,"m":1')],
    ['another version', line.replace('"v":1', '"v":2')],
    ['a carriage return at its end', `${line}\r`],
    ['an empty command id', line.replace('"c-1"', '""')],
    ['a key of 81 characters', line.replace('OHCOP0000', 'K'.repeat(81))],
  ])('refuses %s', (_, broken) => {
    expect(broken).not.toBe(line);
    expect(parseHeadLine(broken)).toBeUndefined();
  });

  it('says which texts can be an id or a key', () => {
    expect(['a', 'x'.repeat(80), '<~ !#[]'].map(isHeadLabel)).toEqual([true, true, true]);
    expect(['', 'x'.repeat(81), 'a"b', 'a\\b', 'ä', 'a\n', 'a\u007f'].map(isHeadLabel)).toEqual(Array(7).fill(false));
  });
});
