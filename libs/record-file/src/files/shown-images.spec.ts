import { describe, expect, it } from '@jest/globals';
import type { Response } from '@statewire/contracts';
import { imageRef, showingImages } from './shown-images.js';

const RESPONSE: Response = { source: 'LEADS', mke: 'STOLEN VEHICLE', background: 'red', text: 'LIC/GHX4471' };

describe('the images of a response', () => {
  it('are named with a line each, the date where there is one', () => {
    const images = [imageRef('I000000001', { IMT: ['M'], DOI: ['20261101'], MIS: ['SEEN ON HIGH ST'] }), imageRef('I000000002', {})];
    expect(images).toEqual([
      { imn: 'I000000001', imt: 'M', doi: '20261101', mis: 'SEEN ON HIGH ST', href: '/v1/images/I000000001' },
      { imn: 'I000000002', imt: '', doi: '', mis: '', href: '/v1/images/I000000002' },
    ]);
    expect(showingImages(RESPONSE, images)).toEqual({ ...RESPONSE, images, text: 'LIC/GHX4471\nIMN/I000000001 IMT/M DOI/20261101\nIMN/I000000002 IMT/' });
  });

  it('leave it as it was where there are none', () => { expect(showingImages(RESPONSE, [])).toBe(RESPONSE); });
});
