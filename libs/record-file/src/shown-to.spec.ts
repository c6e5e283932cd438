import { describe, expect, it } from '@jest/globals';
import { isShownTo } from './shown.js';

const coroner = { ori: 'OH025011K', type: 'coroner' };
const court = { ori: 'OH025015J', type: 'court' };
const imageOf = (file: string) => ({ file: 'image', more: { base: { idx: 'XX00000001', file } } });

describe('an image as a record', () => {
  it.each([
    [coroner, 'missing-person', true], [coroner, 'vehicle', false], [court, 'vehicle', true], [court, 'chl', false],
  ])('is shown to %j as the record of the file %s that it shows', (agency, file, isShown) => {
    expect(isShownTo(agency, imageOf(file))).toBe(isShown);
  });

  it('leaves every other record to its own file', () => {
    expect([isShownTo(coroner, { file: 'missing-person' }), isShownTo(coroner, { file: 'vehicle' }), isShownTo(court, { file: 'chl' })]).toEqual([true, false, false]);
  });
});
