import { describe, expect, it } from '@jest/globals';
import { ohioInstant } from '@statewire/clock';
import type { Standing } from '../record.js';
import { firstListed } from '../validation.js';
import { MISSING_VALIDATION } from './missing-validation.js';

/** Entered on 20 November 2026: thirty days later the list of December is there, that of January comes on the 3rd. */
const listOf = (mke: string, fields: Standing['fields']): string | undefined =>
  firstListed(MISSING_VALIDATION, { mke, fields } as Standing, ohioInstant('20261120', '0800'));

describe('the first validation of a missing person', () => {
  it('is after thirty days for a juvenile: by the key, or by the age under any key', () => {
    expect([listOf('EMJ', {}), listOf('EMJC', { DOB: ['19800101'] }), listOf('EME', { DOB: ['20081121'] }), listOf('EME', { DOB: ['19800101', '20100101'] })]).toEqual(['202701', '202701', '202701', '202701']);
  });

  it('is after three months for everybody else, one who is eighteen on that day too', () => {
    expect([listOf('EME', { DOB: ['20081120'] }), listOf('EMO', {}), listOf('EMO', { DOB: ['00000000'] })]).toEqual(['202702', '202702', '202702']);
  });
});
