import { describe, expect, it } from '@jest/globals';
import { hasRole, mayInquire, mayInquireHere, type Seat } from './seat.js';

const NOW = '2026-11-20T13:00:00.000Z';
const seat = ({ access = 'direct', kind = 'fixed', certifiedUntil = '2026-11-20' }: Readonly<{ access?: string; kind?: string; certifiedUntil?: string }>): Seat =>
  ({
    operator: { id: 'aud1', certification: 'INQ', certifiedUntil, roles: ['auditor'] },
    agency: { ori: 'OHCOP0000', type: 'law-enforcement', access },
    terminal: { id: 'AUD1', kind },
  }) as unknown as Seat;

describe('a role', () => {
  it.each([
    ['on the last day of the certificate', {}, true],
    ['with a certificate that is over', { certifiedUntil: '2026-11-19' }, false],
    ['for an agency without access', { access: 'no-leads-access' }, false],
    ['for an agency that is no more', { access: 'retired' }, false],
  ])('is acted in %s: %#', (_, facts, acts) => {
    expect([hasRole(seat(facts), 'auditor', NOW), hasRole(seat(facts), 'control', NOW)]).toEqual([acts, false]);
  });
});

describe('a terminal that only receives', () => {
  it('shows nothing that is asked for there, though its operator may ask elsewhere', () => {
    const there = seat({ kind: 'receive-only' });
    expect([mayInquireHere(there, NOW), mayInquire(there, NOW), mayInquireHere(seat({}), NOW)]).toEqual([false, true, true]);
  });
});
