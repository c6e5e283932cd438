import { describe, expect, it } from '@jest/globals';
import { parseHeadLine } from '@statewire/ledger';
import fc from 'fast-check';
import { beginning, entry } from '../test/sealed-ledger.js';
import { grammarBreak } from './head-grammar.js';

const hash = 'A'.repeat(43);
const line = `{"v":1,"prev":"${hash}","seq":12,"w":"w/1","at":"t","k":"","n":0,"bh":"${hash}"}`;
const breakOf = (text: string): number | undefined => grammarBreak(Buffer.from(text, 'latin1'));

describe('the grammar of a head', () => {
  it('is kept by a frame, with a command and without', () => {
    expect(grammarBreak(entry(beginning).bytes)).toBeUndefined();
    expect(breakOf(`${line}\n{}`)).toBeUndefined();
  });

  it.each([
    ['a number that begins with zero', line.replace(':12,', ':02,'), 66],
    ['a number that is too long', line.replace(':12,', `:${'1'.repeat(17)},`), 82],
    ['a writer without a name', line.replace('w/1', ''), line.indexOf('w/1')],
    ['a control character', line.replace('w/1', 'w\t1'), line.indexOf('w/1') + 1],
    ['a hash that is too short', line.replace('A"', '"'), 57],
    ['a hash with a letter of another alphabet', line.replace('"prev":"A', '"prev":"+'), 15],
    ['no line end', line, line.length],
    ['something behind its end', `${line} `, line.length],
    ['nothing at all', '', 0],
  ])('is broken by %s, at the first byte that does not fit', (_what, text, byte) => {
    expect(breakOf(text)).toBe(byte);
  });

  it('is the one that readers judge by', () => {
    const mutated = fc.record({ at: fc.nat(line.length - 1), byte: fc.integer({ min: 0, max: 255 }).filter((byte) => byte !== 10) });
    fc.assert(
      fc.property(mutated, ({ at, byte }) => {
        const text = `${line.slice(0, at)}${String.fromCharCode(byte)}${line.slice(at + 1)}`;

        expect(breakOf(`${text}\n`) === undefined).toBe(parseHeadLine(text) !== undefined);
      }),
      { numRuns: 1_000 },
    );
  });
});
