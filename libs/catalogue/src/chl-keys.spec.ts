import { describe, expect, it } from '@jest/globals';
import { allMessageKeys, check, findMessageKey, recordText, standardCatalogue, type MessageKey } from './index.js';
import { fullest, least, message, TODAY, without } from './messages.fixture.js';

const keys = allMessageKeys().filter(({ file }) => file === 'chl');
const faultsOf = (...asked: Parameters<typeof message>) => check(message(...asked), { today: TODAY }).faults;

describe('the keys of handgun licenses', () => {
  it('are those of the manual, without cancel and clear; those that change something are the sheriffs’', () => {
    expect(keys.map(({ mke }) => mke).sort()).toEqual(['ECP', 'MCP', 'QCP', 'TCP']);
    expect(keys.filter(({ only }) => only === 'sheriffs').map(({ mke }) => mke).sort()).toEqual(['ECP', 'MCP', 'TCP']);
  });

  it.each(keys)('$mke is taken with the least that it needs, and with all that it knows', (key) => {
    expect(check(least(key), { today: TODAY }).faults).toEqual([]);
    expect(check(fullest(standardCatalogue, key), { today: TODAY }).faults).toEqual([]);
  });

  it.each('DOI DOE STA ISS NAM SEX RAC DOB ADR CTY RST ZIP'.split(' '))('an entry needs %s', (tag) => {
    const key = findMessageKey('ECP') as MessageKey;
    expect(check(without(fullest(standardCatalogue, key), tag), { today: TODAY }).faults).toContainEqual(expect.objectContaining({ code: 'MISSING_FIELD', tag }));
  });

  it('a permit does not expire before its issue', () => {
    const entry = fullest(standardCatalogue, findMessageKey('TCP') as MessageKey);
    expect(check({ ...entry, fields: { ...entry.fields, DOE: ['20251120'] } }, { today: TODAY }).faults).toEqual([{ code: 'FIELD_ERROR', tag: 'DOE', why: 'expiry-after-issue' }]);
  });

  it.each(['DOB', 'SOC'])('a permit says the %s of its holder once, at its entry and in a change; an inquiry may ask for several', (tag) => {
    const twice = tag === 'DOB' ? ['19661213', '19661214'] : ['123456781', '123456782'];
    for (const mke of ['ECP', 'TCP']) {
      const entry = fullest(standardCatalogue, findMessageKey(mke) as MessageKey);
      expect(check({ ...entry, fields: { ...entry.fields, [tag]: twice } }, { today: TODAY }).faults).toEqual([{ code: 'FIELD_ERROR', tag, why: 'too-many' }]);
    }
    expect(faultsOf('MCP', { NAM: 'SAMPLE,ANN J', LID: '80000004', [tag]: twice })).toEqual([{ code: 'FIELD_ERROR', tag, why: 'too-many' }]);
    expect(faultsOf('QCP', { NAM: 'SAMPLE,ANN J', DOB: '19661213', [tag]: twice })).toEqual([]);
  });

  it.each<[string, Readonly<Record<string, string>>, Readonly<Record<string, readonly string[]>>, number]>([
    ['that has expired and is valid again by its date', { DOE: TODAY }, { STA: ['E'], DOE: [TODAY] }, 1],
    ['that has expired, and whose date says so', { ADR: '1 MAIN ST' }, { STA: ['E'], DOE: ['20261120'] }, 0],
    ['that is active', { DOE: '20390101' }, { STA: ['A'], DOE: ['20390101'] }, 0],
    ['of which the message says that it has expired', { DOE: '20390101', STA: 'E' }, { STA: ['E'], DOE: ['20390101'] }, 0],
  ])('a change of a permit %s is told what it is shown as where nobody would expect that', (_, change, fields, notices) => {
    const sent = message('MCP', { NAM: 'SAMPLE,ANN J', LID: '80000004', ...change });
    const told = standardCatalogue.advise(sent, { status: 'active', mke: 'ECP', fields, today: TODAY });
    expect(told).toEqual(Array.from({ length: notices }, () => 'STATUS IS EXPIRED: SEND STA/A IF THE LICENSE IS RENEWED'));
    expect(check(sent, { today: TODAY })).toEqual({ faults: [], notices: [] });
  });

  it('are asked by a name with a date of birth, or by one number', () => {
    expect(faultsOf('QCP', { NAM: 'SAMPLE,ANN J' }).map(({ code }) => code)).toEqual(['MISSING_FIELD']);
    for (const fields of [{ NAM: 'SAMPLE,ANN J', DOB: '19661213' }, { PER: '71-ROS-004402-P' }, { LPN: '71ROS004449' }, { SOC: '123456789' }, { LID: '80000004' }]) {
      expect(faultsOf('QCP', fields as Record<string, string>)).toEqual([]);
    }
  });
});

describe('an inquiry to other states', () => {
  const key = findMessageKey('CWQ') as MessageKey;

  it('is law enforcement’s, and goes over Nlets alone', () => {
    expect([key.only, key.sentTo]).toEqual(['law-enforcement', ['NLETS']]);
  });

  it('names the states, and the person by name and birth or by one number, as that state writes it', () => {
    expect(check(least(key), { today: TODAY }).faults).toEqual([]);
    expect(check(fullest(standardCatalogue, key), { today: TODAY }).faults).toEqual([]);
    for (const DRI of ['KY', 'KY IN', 'KY,IN, PA', ['KY', 'PR']]) expect(faultsOf('CWQ', { DRI, PER: 'KY/44-02' })).toEqual([]);
    expect(faultsOf('CWQ', { DRI: 'KY', NAM: 'SAMPLE,ANN J', DOB: '19880423', SEX: 'F' })).toEqual([]);
  });

  it.each([
    [{ DRI: 'OH', PER: '1' }, 'FIELD_ERROR DRI code'], [{ DRI: 'KY ZZ', PER: '1' }, 'FIELD_ERROR DRI code'], [{ DRI: 'OHCLP0000', PER: '1' }, 'FIELD_ERROR DRI form'],
    [{ PER: '1' }, 'MISSING_FIELD DRI'], [{ DRI: 'KY' }, 'MISSING_FIELD SOC/PER/DOB one-of'], [{ DRI: 'KY', NAM: 'SAMPLE,ANN' }, 'MISSING_FIELD SOC/PER/DOB one-of'],
    [{ DRI: 'KY', DOB: '19880423' }, 'MISSING_FIELD NAM hangs-on'], [{ DRI: 'KY', PER: '1', LPN: '2' }, 'UNKNOWN_FIELD LPN'],
  ])('with %j is refused: %s', (fields, fault) => {
    expect(faultsOf('CWQ', fields as unknown as Record<string, string>).map(({ code, tag, why }) => [code, tag, why].filter(Boolean).join(' '))).toEqual([fault]);
  });
});

describe('the text of a license', () => {
  it('has the manual’s words', () => {
    const fields = { PER: ['71-ROS-004402-P'], LPN: ['71ROS004449'], NAM: ['PUBLIC,JOHN Q'], STA: ['E'], COI: ['71'], ISS: ['NICHOLS,RONALD L'], DOI: ['20041202'], DOE: ['20081202'] };
    const text = recordText('chl', { mke: 'ECP', ori: 'OH0710000', idx: 'CH01231230', lid: '01231230', fields, entered: '20041203' });
    for (const words of [
      'MKE/CONCEALED HANDGUN LICENSE -PERMANENT\nIDX/CH01231230 LID/01231230\nLEADS GENERATED PERMIT/71-ROS-004402-P', 'LOCAL PERMIT NUMBER/71ROS004449', 'DATE OF EXPIRE/20081202', 'COUNTY/71 STATUS/EXPIRED', 'ENTERED ON/20041203', 'ISSUING SHERIFF NAME/NICHOLS,RONALD L',
    ]) expect(text).toContain(words);
  });
});
