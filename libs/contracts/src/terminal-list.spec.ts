import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { SentMessage } from './messaging.messages.js';
import { namedTerminals, packTerminals, sentMessage, storedMessage, unpackTerminals } from './terminal-list.js';

const SENT: SentMessage = { mri: 8, mke: 'AM', kind: 'broadcast', from: 'OHCOP0000', terminal: 'COL1', to: 'OHALLTERM', terminals: [], reached: [], inoperative: [] };
const terminals = (count: number): readonly string[] => Array.from({ length: count }, (_, n) => `OH${String(n * 7).padStart(6, '0')}`);

describe('a list of terminals', () => {
  it('is the same after it was packed', () => {
    fc.assert(fc.property(fc.array(fc.stringMatching(/^[A-Z0-9][A-Z0-9-]{0,50}$/), { minLength: 1 }), (list) => {
      expect(unpackTerminals(packTerminals(list))).toEqual(list);
    }));
    expect(packTerminals(['COL1', 'COL2', 'CLE1'])).toBe('0COL1 32 1LE1');
  });

  it.each([0, 1, 200, 201, 17_000])('of %d stands in an event of a message as it was', (count) => {
    const sent = { ...SENT, terminals: terminals(count), inoperative: terminals(count) };
    expect(sentMessage(storedMessage(sent))).toEqual(sent);
    expect(typeof storedMessage(sent)['terminals']).toBe(count > 200 ? 'string' : 'object');
  });

  it('of a whole state fits into one commit', () => {
    expect(JSON.stringify(storedMessage({ ...SENT, terminals: terminals(17_000) })).length).toBeLessThan(90 * 1024);
  });

  it('is named in a text as far as anybody reads', () => {
    expect(namedTerminals(['COL1', 'COL2'])).toBe('COL1 COL2');
    expect(namedTerminals(terminals(203))).toMatch(/OH001393 AND 3 MORE$/);
  });
});
