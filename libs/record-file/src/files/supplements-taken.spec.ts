import { describe, expect, it } from '@jest/globals';
import * as missing from './missing.fixture.js';
import * as wanted from './wanted.fixture.js';

const PLATE = { LIC: 'A1', LIS: 'OH', LIY: '2027', LIT: 'PC' };

describe('data that alone kept a record of a plate on file', () => {
  const { DOB: _, ...NOBODY } = missing.BASE;
  const person = () => missing.given().done(['EMO', { ...NOBODY, ...PLATE }]).answered('AcceptEntry').done(['EMN', { ...missing.BY, SOC: '000000010' }]).answered('AcceptChange');
  const { DOB: __, ...NAMELESS } = wanted.BASE;
  const want = () => wanted.given().done(['EW', { ...NAMELESS, ...PLATE }]).answered('AcceptEntry').done(['EN', { ...wanted.BY, SOC: '000000010' }]).answered('AcceptChange');

  it.each([
    ['missing person', 'XMN', person, { ...missing.BY, SOC: '000000010' }],
    ['wanted person', 'XN', want, { ...wanted.BY, SOC: '000000010' }],
  ] as const)('end that of a %s with their own end where its time is over', (file, mke, onFile, fields) => {
    const name = file.replace(' ', '-');
    const inTime = onFile().done([mke, fields]);
    expect(inTime.record()).toMatchObject({ status: 'active', retire: '2029-01-01T05:05:00.000Z' });

    const late = onFile();
    expect(late.record().retire).toBeUndefined();
    late.history.moveTo('2029-01-05T15:00:00.000Z');
    expect(late.tell(mke, fields)).toMatchObject({
      out: 'accepted',
      events: [
        { t: `${name}.supplemented`, d: { status: 'active', request: 'reduce' } },
        { t: `${name}.retired`, d: { status: 'retired', reason: 'retention', request: 'purge', due: { retire: null } } },
      ],
    });
  });

  it('end it as well where LEADS alone keeps it, and not where what is added waits for NCIC', () => {
    const BY_NAME = { NAM: 'SAMPLE,ANN J', OCA: '26-1' };
    const alone = wanted.given().done(['EW', { ...NAMELESS, ...PLATE, EXL: '4', MIS: 'ADJACENT COUNTIES' }], ['EN', { ...BY_NAME, SOC: '000000010' }]);
    alone.history.moveTo('2029-01-05T15:00:00.000Z');
    expect(alone.done(['XN', { ...BY_NAME, SOC: '000000010' }]).record().status).toBe('retired');
    const waiting = want();
    waiting.history.moveTo('2029-01-05T15:00:00.000Z');
    expect(waiting.done(['EN', { ...wanted.BY, AKA: 'OTHER,ANN' }]).record().status).toBe('active');
  });
});

describe('data that the further data do not hold', () => {
  const want = () => wanted.onFile({ AKA: ['ENTRY,ANN', 'ENTRY,BEA'], OLN: 'RH1', OLS: 'OH', OLY: '2027' }).done(['EN', { ...wanted.BY, AKA: ['FURTHER,ANN', 'FURTHER,BEA'] }]).answered('AcceptChange');

  it.each([
    ['which of several it is', { AKA: ['FURTHER,ANN', 'OTHER,ANN'] }, { tag: 'AKA', why: 'not-held', nth: 2 }],
    ['that the entry holds it', { AKA: 'ENTRY,ANN' }, { tag: 'AKA', why: 'held-by-entry' }],
    ['both', { AKA: ['FURTHER,ANN', 'FURTHER,BEA', 'ENTRY,BEA'] }, { tag: 'AKA', why: 'held-by-entry', nth: 3 }],
    ['of a number whose state the entry does not say, that it is none there either', { OLN: 'RH1', OLS: 'KY' }, { tag: 'OLN', why: 'not-held' }],
  ])('are refused with %s, and nothing is taken', (_, fields, fault) => {
    const before = want();
    expect(before.tell('XN', { ...wanted.BY, ...fields })).toEqual({ out: 'rejected', faults: [{ code: 'NOT_ON_FILE', ...fault }] });
    expect(before.record().parts?.['SUPPLEMENTAL DATA']).toEqual({ AKA: ['FURTHER,ANN', 'FURTHER,BEA'] });
  });

  it('are no entry’s where they are asked of a person with information', () => {
    const person = missing.onFile().done(['EMP', { NIC: missing.NIC, NAM: 'HELPER,HAL', SEX: 'M', RAC: 'W' }]).answered('AcceptChange');
    person.refused('XMPN', { NIC: missing.NIC, NAM: 'HELPER,HAL', SOC: '000000010' }, { code: 'NOT_ON_FILE', tag: 'SOC', why: 'not-held' });
  });
});
