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
