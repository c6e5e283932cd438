import { describe, it } from '@jest/globals';
import { BY, onFile } from './missing.fixture.js';

/** Entered on 20 November 2026, a day before the eighteenth birthday, and looked at a month later. */
const BORN = '20081121';
const OF_AGE_AT_ENTRY = '20081120';
const grown = (mke: string, MNP: string) => onFile({ DOB: BORN, MNP, ...(mke === 'EMJ' ? { DOE: '20281121' } : {}) }, mke).wait('P30D');

describe('the age of a missing person who has come of age on file', () => {
  const children = [['EMJ', 'MP', 'juvenile'], ['EME', 'AA', 'mnp-child'], ['EMI', 'CA', 'mnp-child']] as const;

  it.each(children.map(([mke, MNP]) => [mke, MNP] as const))('is that of the day of entry: the date of birth of an %s with MNP %s is corrected, or comes along unchanged', (mke, MNP) => {
    grown(mke, MNP).done(['MM', { ...BY, DOB: '20081122' }]);
    grown(mke, MNP).done(['MM', { ...BY, DOB: BORN, HAI: 'RED' }]);
  });

  it.each(children)('does not let an %s with MNP %s have been an adult then', (mke, MNP, why) => {
    grown(mke, MNP).refused('MM', { ...BY, DOB: OF_AGE_AT_ENTRY }, { code: 'FIELD_ERROR', tag: 'DOB', why });
  });

  it.each([['EMO', 'MP', 'adult'], ['EMI', 'SA', 'mnp-senior']] as const)('does not let an %s with MNP %s have been a child then, who is none now', (mke, MNP, why) => {
    const adult = onFile({ DOB: OF_AGE_AT_ENTRY, MNP }, mke).wait('P30D');
    adult.refused('MM', { ...BY, DOB: BORN }, { code: 'FIELD_ERROR', tag: 'DOB', why });
    adult.done(['MM', { ...BY, DOB: '20081119' }]);
  });

  it('is that of the day on which a category or an alert comes', () => {
    grown('EMD', 'MP').done(['MM', { ...BY, MKE: 'EMO' }]);
    grown('EME', 'MP').refused('MM', { ...BY, MNP: 'CA' }, { code: 'FIELD_ERROR', tag: 'DOB', why: 'mnp-child' });
    grown('EME', 'CA').done(['MM', { ...BY, MNP: 'CA', MKE: 'EMI', HAI: 'RED' }]);
  });
});
