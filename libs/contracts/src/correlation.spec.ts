import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { correlationOf, originIn } from './correlation.js';

describe('a correlation', () => {
  it('is the number of a transmission and its terminal', () => { expect(correlationOf({ mri: 8, terminal: 'COL1' })).toBe('8@COL1'); });

  it('is read as it was written', () => {
    fc.assert(fc.property(fc.maxSafeNat(), fc.stringMatching(/^[A-Z0-9@-]{1,12}$/), (mri, terminal) => {
      expect(originIn(correlationOf({ mri, terminal }))).toEqual({ mri, terminal });
    }));
  });

  it.each([undefined, '', '8', '8@', '@COL1', 'x@COL1'])('that is %j names nobody', (corr) => { expect(originIn(corr)).toBeUndefined(); });
});
