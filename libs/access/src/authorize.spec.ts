import { describe, expect, it } from '@jest/globals';
import type { Agency, Certification, Operator } from '@statewire/contracts';
import { authorize, RIGHTS, type Right } from './authorize.js';
import { mayBeShown } from './disclosure.js';

const agency = (ori: string, more: Partial<Agency> = {}): Agency => ({
  ori, name: ori, city: 'COLUMBUS', county: 25, district: null, class: 'municipal', type: 'law-enforcement', access: 'direct',
  entry: true, staffed24x7: true, servedBy: null, groups: [], phone: '6145550100', ...more,
});
const operator = (certification: Certification, certifiedUntil = '2027-12-31'): Operator => ({
  id: 'op1', ori: 'OHCOP0000', certification, cch: false, roles: [], certifiedUntil, mfa: 'none',
});
const police = agency('OHCOP0000');
const served = agency('OH0250100', { entry: false, access: 'non-terminal', servedBy: 'OHCOP0000' });
const court = agency('OH025015J', { entry: false, type: 'court' });

const verdict = (by: Operator, right: Right, as: Agency | undefined = police, at: Agency = police, today = '20261120') =>
  authorize({ operator: by, at, as, right, today })?.why ?? 'allowed';

describe('a certificate', () => {
  const table: readonly (readonly [Certification, readonly Right[]])[] = [
    ['none', []],
    ['INQ', ['inquire', 'locate', 'confirm', 'message']],
    ['NETAC', ['inquire', 'locate', 'confirm', 'message']],
    ['FQO', RIGHTS.filter((right) => right !== 'validate')],
    ['TAC', RIGHTS],
  ];
  it.each(table)('%s is good for exactly %p', (certification, rights) => {
    expect(RIGHTS.filter((right) => verdict(operator(certification), right) === 'allowed')).toEqual(rights);
  });

  it('is good on its last day and not on the next', () => {
    expect(verdict(operator('FQO', '2026-11-20'), 'inquire')).toBe('allowed');
    expect(verdict(operator('FQO', '2026-11-19'), 'inquire')).toBe('certificate-expired');
  });
});

describe('an ORI', () => {
  it('of a served agency is good for inquiries alone', () => {
    expect(RIGHTS.filter((right) => verdict(operator('TAC'), right, served) === 'allowed')).toEqual(['inquire']);
  });

  it('of another agency is refused, and so is one that nobody has', () => {
    expect(verdict(operator('FQO'), 'inquire', agency('OHCLP0000'))).toBe('foreign-ori');
    expect(authorize({ operator: operator('FQO'), at: police, as: undefined, right: 'inquire', today: '20261120' })).toEqual({
      code: 'NOT_AUTHORIZED', why: 'unknown-ori', tag: 'ORI',
    });
  });

  it('of a court neither enters nor locates nor sends messages', () => {
    expect(RIGHTS.filter((right) => verdict(operator('FQO'), right, court, court) === 'allowed')).toEqual(['inquire']);
  });
});

describe('an agency', () => {
  it.each(['no-leads-access', 'retired'])('that is said to have %s sends nothing, and nobody under its ORI', (access) => {
    const without = agency('OH0250200', { access });
    expect(RIGHTS.map((right) => verdict(operator('TAC'), right, without, without))).toEqual(RIGHTS.map(() => 'no-access'));
    expect(verdict(operator('TAC'), 'inquire', agency('OH0250100', { access, servedBy: 'OHCOP0000' }))).toBe('no-access');
  });
});

describe('a served ORI', () => {
  it.each([['law-enforcement', 'allowed'], ['dispatch-centre', 'allowed'], ['court', 'foreign-ori'], ['coroner', 'foreign-ori'], ['prosecutor', 'foreign-ori']] as const)(
    'of law enforcement is asked under by %s: %s', (type, said) => {
      const at = agency('OH025013X', { type });
      expect(verdict(operator('FQO'), 'inquire', agency('OH0250300', { access: 'non-terminal', servedBy: at.ori }), at)).toBe(said);
      expect(verdict(operator('FQO'), 'inquire', agency('OH025014J', { type: 'probation', access: 'non-terminal', servedBy: at.ori }), at)).toBe('allowed');
    });
});

describe('a terminal', () => {
  const from = (kind: string) => authorize({ operator: operator('FQO'), at: police, from: { kind }, as: police, right: 'inquire', today: '20261120' })?.why ?? 'allowed';

  it('sends, unless it only receives', () => {
    expect(['fixed', 'mobile', 'dispatch', 'vehicle', 'receive-only'].map(from)).toEqual(['allowed', 'allowed', 'allowed', 'allowed', 'receive-only']);
  });
});

describe('a message that is for sheriffs', () => {
  const sheriff = agency('OH0250000', { class: 'county' });
  const may = (as: Agency, serves: readonly Agency[] = []) =>
    authorize({ operator: operator('FQO'), at: as, as, right: 'enter', today: '20261120', only: 'sheriffs', serves })?.why ?? 'allowed';

  it('is taken from them and from whoever serves one, from nobody else', () => {
    expect([may(sheriff), may(police, [sheriff]), may(police), may(police, [served]), may({ ...court, entry: true, class: 'county' })])
      .toEqual(['allowed', 'allowed', 'sheriffs-only', 'sheriffs-only', 'sheriffs-only']);
  });
});

describe('a message that is for law enforcement', () => {
  const may = (as: Agency, at: Agency = as) => authorize({ operator: operator('INQ'), at, as, right: 'inquire', today: '20261120', only: 'law-enforcement' })?.why ?? 'allowed';

  it('is taken from every agency of law enforcement, also under the ORI of one that it serves, and from no court', () => {
    expect([may(police), may(served, police), may(court)]).toEqual(['allowed', 'allowed', 'law-enforcement-only']);
  });
});

describe('a record', () => {
  it('of most files is hidden from a coroner, who sees missing persons', () => {
    const coroner = { ori: 'OH025011K', type: 'coroner' };
    expect([mayBeShown('vehicle', coroner), mayBeShown('missing-person', coroner)]).toEqual([false, true]);
  });

  it('of a handgun licence is shown to law enforcement alone', () => {
    expect([mayBeShown('chl', police), mayBeShown('chl', court), mayBeShown('permit', police), mayBeShown('permit', court), mayBeShown('vehicle', court)]).toEqual([true, false, true, false, true]);
  });
});
