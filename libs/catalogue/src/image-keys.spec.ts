import { describe, expect, it } from '@jest/globals';
import { check } from './index.js';
import { message, TODAY, without } from './messages.fixture.js';

const ENTRY = message('EIM', { NIC: 'V123456789', VIN: '1FAHP2E8XAG100001', IMT: 'I', DOI: '20261119', MIS: 'SEEN', IMG: 'aGk=' });
const CHANGE = message('MII', { IMN: 'I000000001', NIC: 'V123456789', DOI: '20261119' });
const GENERIC = message('QII', { VMA: 'CHEV', VMO: 'CVT', VST: '2D', VYR: '1973', IND: 'Y' });

const faultsOf = (sent: Parameters<typeof check>[0]) => check(sent, { today: TODAY }).faults.map(({ code, tag }) => [code, tag]);

describe('the message keys of images', () => {
  it.each([
    ['an entry', ENTRY], ['a change of the date', CHANGE], ['a change with a date long past, which may be the image’s own', message('MII', { ...CHANGE.fields, DOI: '18751231' })],
    ['a deletion of the date', message('MII', { IMN: 'I000000001', IDX: 'WP00000001', DOI: '' })],
    ['a cancellation', message('XIM', { IMN: 'I000000001', NIC: 'V123456789' })], ['a cancellation by the image’s own index number', message('XIM', { IDX: 'IM00000001' })],
    ['a generic vehicle', GENERIC],
    ['all images of a record', message('QII', { NIC: 'V123456789' })], ['one image', message('QII', { IMN: 'I000000001' })],
    ['a generic boat', message('QII', { BMA: 'SEA', BTY: 'RUN', BLE: '20', IND: 'Y' })],
  ])('take %s', (_, sent) => { expect(faultsOf(sent)).toEqual([]); });

  it.each([
    ['an entry without its record', without(ENTRY, 'NIC'), ['MISSING_FIELD', 'NIC/IDX']],
    ['an entry without what its record must say too', without(ENTRY, 'VIN'), ['MISSING_FIELD', 'NAM/VIN/SER/LIC/OAN']],
    ['an entry without a picture', without(ENTRY, 'IMG'), ['MISSING_FIELD', 'IMG']],
    ['an entry without a type', without(ENTRY, 'IMT'), ['MISSING_FIELD', 'IMT']],
    ['a type that no table lists', message('EIM', { ...ENTRY.fields, IMT: 'X' }), ['FIELD_ERROR', 'IMT']],
    ['an image of a make of boat, which is NCIC’s own', message('EIM', { ...ENTRY.fields, IMT: 'B' }), ['FIELD_ERROR', 'IMT']],
    ['an image of a make of vehicle, which is NCIC’s own', message('EIM', { ...ENTRY.fields, IMT: 'V' }), ['FIELD_ERROR', 'IMT']],
    ['a date to come', message('EIM', { ...ENTRY.fields, DOI: '20261122' }), ['FIELD_ERROR', 'DOI']],
    ['a date before there were pictures', message('EIM', { ...ENTRY.fields, DOI: '18751231' }), ['FIELD_ERROR', 'DOI']],
    ['data that are no base64', message('EIM', { ...ENTRY.fields, IMG: '<svg/>' }), ['FIELD_ERROR', 'IMG']],
    ['a change without the number of the image', without(CHANGE, 'IMN'), ['MISSING_FIELD', 'IMN']],
    ['a change by the image’s own index number', message('MII', { IDX: 'IM00000001', DOI: '20261119' }), ['MISSING_FIELD', 'IMN']],
    ['a cancellation without the number of the image', message('XIM', { NIC: 'V123456789' }), ['MISSING_FIELD', 'IMN/IDX']],
    ['a generic vehicle without its year', without(GENERIC, 'VYR'), ['MISSING_FIELD', 'VYR']],
    ['a generic vehicle without IND', without(GENERIC, 'IND'), ['MISSING_FIELD', 'IND']],
  ])('refuse %s', (_, sent, fault) => { expect(faultsOf(sent)).toContainEqual(fault); });

  it('say nothing of a vehicle number that is not theirs', () => {
    expect(check(message('EIM', { ...ENTRY.fields, VIN: '1FAHP2E8XA0000000' }), { today: TODAY })).toEqual({ faults: [], notices: [] });
    expect(check(message('EV', { OCA: '26-1', DOT: '20261119', VIN: '1FAHP2E8XA0000000', VYR: '2021', VMA: 'FORD', VST: '4D' }), { today: TODAY }).notices).toHaveLength(1);
  });
});
