import { describe, expect, it } from '@jest/globals';
import { parseDot } from './dot.codec.js';

describe('a message in the dot format', () => {
  it('has a key, an ORI and fields', () => {
    expect(parseDot('QV.OHCOP0000.LIC/GHX4471.LIS/OH').message).toEqual({
      mke: 'QV',
      ori: 'OHCOP0000',
      args: [],
      fields: { LIC: ['GHX4471'], LIS: ['OH'] },
    });
  });
});
