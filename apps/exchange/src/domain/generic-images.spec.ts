import { describe, expect, it } from '@jest/globals';
import { genericImages, isGeneric } from './generic-images.simulator.js';

const asked = (fields: Readonly<Record<string, string>>) => genericImages(Object.fromEntries(Object.entries(fields).map(([tag, value]) => [tag, [value]]))).map(({ images }) => images?.[0]?.imn);

describe('a generic image', () => {
  it.each([
    [{ VMA: 'CHEV', VMO: 'CVT', VST: '2D', VYR: '1973' }, ['I425000587']], [{ VMA: 'CHEV', VMO: 'CVT', VST: '2D', VYR: '1974' }, []], [{ VMA: 'CHEV', VMO: 'CVT', VST: '2D' }, []],
    [{ BMA: 'SEA', BTY: 'RUN', BLE: '20' }, ['I425000702']], [{ BMA: 'SEA', BTY: 'RUN', BLE: '20', BYR: '2004' }, ['I425000702']], [{ BMA: 'SEA', BTY: 'RUN', BLE: '20', BYR: '1998' }, []],
    [{ IMN: 'I425000701' }, ['I425000701']], [{ IMN: 'I425000701', NIC: 'V000000001' }, []], [{ IMN: 'I000000001' }, []], [{}, []],
  ])('asked for by %j is %j', (fields, found) => {
    expect(asked(fields as unknown as Record<string, string>)).toEqual(found);
  });

  it('is told as the manual prints it', () => {
    expect(genericImages({ IMN: ['I425000587'] })).toMatchObject([{ text: 'MKE/IMAGE\nIMR/VEHICLE IMAGE VMO/CVT VST/2D VYR/1973 VMA/CHEV\nIMN/I425000587\nGENERIC VEHICLE', background: 'yellow' }]);
    expect([isGeneric('I425000702'), isGeneric('I000000001')]).toEqual([true, false]);
  });
});
