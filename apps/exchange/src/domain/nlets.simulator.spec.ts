import { describe, expect, it } from '@jest/globals';
import { meaningIn } from '@statewire/catalogue';
import { nletsAnswer } from './nlets.simulator.js';
import { PERMITS } from './permits-of-other-states.js';

const asked = (state: string, fields: Readonly<Record<string, string>>, today = '20261120') =>
  nletsAnswer({ mke: 'CWQ', state, fields: Object.fromEntries(Object.entries(fields).map(([tag, value]) => [tag, [value]])) }, today);
const PUBLIC = { NAM: 'PUBLIC,JOHN Q', DOB: '19661213' };

describe('a state at the other end of Nlets', () => {
  it('answers from its own file alone', () => {
    expect(asked('KY', PUBLIC)).toMatchObject([{ source: 'NLETS KY', background: 'purple', text: expect.stringMatching(/^MKE\/CONCEALED WEAPON PERMIT\nCWR FROM KENTUCKY\nPER\/C-4402117/) }]);
    expect(asked('PA', PUBLIC)).toMatchObject([{ source: 'NLETS PA' }]);
    expect(asked('MI', PUBLIC)).toEqual([]);
    expect(asked('PR', PUBLIC)).toEqual([]);
  });

  it.each([
    [{ PER: 'C-4402117' }, 1], [{ PER: 'C-4402118' }, 0], [{ SOC: '123456789' }, 1], [{ SOC: '123456780' }, 0],
    [{ NAM: 'PUBLIK,JOHN', DOB: '19661213' }, 1], [{ NAM: 'PUBLIC,JOHN Q', DOB: '19661214' }, 0], [{ ...PUBLIC, SEX: 'F' }, 0],
    // A number searches for itself: whoever is named beside it.
    [{ ...PUBLIC, PER: 'C-4402118' }, 0], [{ NAM: 'OTHER,ANN', DOB: '19500101', SOC: '123456789' }, 1],
  ])('of %j finds %d', (fields, found) => {
    expect(asked('KY', fields as unknown as Record<string, string>)).toHaveLength(found);
  });

  it.each([
    ['KY', PUBLIC, '20261120', 'VALID'], ['KY', PUBLIC, '20290311', 'VALID'], ['KY', PUBLIC, '20290312', 'EXPIRED'], ['PA', PUBLIC, '20261120', 'EXPIRED'],
    ['IN', { PER: 'IN7730218' }, '20261120', 'SUSPENDED'], ['WV', { PER: 'WV20-00917' }, '20261120', 'REVOKED'],
  ])('%s says of %j on %s that the license is %s', (state, fields, today, status) => {
    expect(asked(state, fields, today)[0]?.text).toContain(`STATUS/${status}`);
  });

  it('does not print a social security number that it has not', () => {
    expect(asked('WV', { PER: 'WV20-00917' })[0]?.text).not.toContain('SOC/');
  });

  it('is one that Nlets reaches', () => {
    expect(PERMITS.filter(({ state }) => meaningIn(['own-NLETS-states'], state) === undefined)).toEqual([]);
  });
});
