import { describe, expect, it } from '@jest/globals';
import { agenciesDecider, isLocked, passwordHashOf } from './agencies.decider.js';
import { desk, START } from './agencies.fixture.js';

describe('a log-on', () => {
  it('opens a session at a terminal of the own agency', () => {
    expect(desk().logOn(true)).toEqual(['session.opened']);
  });

  it('at the terminal of another agency fails like a wrong password', () => {
    expect(desk().logOn(true, 'col1', 'CLE1')).toEqual(['log-on.failed']);
  });

  it('at a terminal that is none fails like a wrong password, and so does one of nobody', () => {
    const { logOn } = desk();
    expect(logOn(true, 'col1', 'NONE')).toEqual(['log-on.failed']);
    expect(logOn(true, 'nobody', 'COL1')).toEqual(['log-on.failed']);
    expect(logOn(true, 'nobody', 'NONE')).toEqual(['log-on.failed']);
  });

  it('under a name with control characters counts like any other, and puts none into a key of the state', () => {
    const { logOn, state } = desk();
    const keys: string[] = [];
    const draft = { ...state, set: (key: string, value: unknown) => { keys.push(key); state.set(key, value); } };
    const failure = { t: 'log-on.failed', tv: 1, s: 'log-on/strangers', sv: 1, d: { subject: 'terminal/AB\nCD\u0000\u0085', terminal: 'AB\nCD\u0000\u0085', at: START } };
    agenciesDecider.evolve(draft, failure, { at: START, seq: 1 });

    expect(keys).toContain('failures/terminal/AB%0ACD%00%C2%85');
    for (let n = 0; n < 5; n += 1) logOn(true, 'nobody', 'AB\nCD');
    expect([isLocked(state, 'nobody', 'AB\nCD'), isLocked(state, 'nobody', 'ABCD')]).toEqual([true, false]);
  });

  it('replaces the session of that operator at that terminal, and no other', () => {
    const { logOn, log } = desk();
    logOn(true, 'col1', 'COL1', 'first');
    expect(logOn(true, 'col1', 'COL2', 'elsewhere')).toEqual(['session.opened']);
    expect(logOn(true, 'col2', 'COL1', 'other')).toEqual(['session.opened']);
    expect(logOn(true, 'col1', 'COL1', 'second')).toEqual(['session.closed', 'session.opened']);
    expect(log.slice(-2)).toMatchObject([
      { s: 'operator/col1', d: { tokenHash: 'first', operator: 'col1', terminal: 'COL1', reason: 'replaced' } },
      { s: 'operator/col1', d: { session: { tokenHash: 'second', operator: 'col1', terminal: 'COL1', ori: 'OHCOP0000', openedAt: START, expiresAt: '2026-11-21T01:00:00.000Z' } } },
    ]);
  });
});

describe('a log-off', () => {
  const off = (tokenHash: string) => ({ operator: 'col1', terminal: 'COL1', tokenHash, reason: 'logged-off' });

  it('closes the session of its token, once', () => {
    const { logOn, send, types, log } = desk();
    logOn(true, 'col1', 'COL1', 'mine');
    expect(types(send('CloseSession', off('mine')))).toEqual(['session.closed']);
    expect(log.at(-1)).toMatchObject({ s: 'operator/col1', d: off('mine') });
    expect(types(send('CloseSession', off('mine')))).toEqual(['OBSOLETE']);
    expect(logOn(true)).toEqual(['session.opened']);
  });

  it('with the token of a session that was replaced leaves the new one open', () => {
    const { logOn, send, types } = desk();
    logOn(true, 'col1', 'COL1', 'old');
    logOn(true, 'col1', 'COL1', 'new');
    expect(types(send('CloseSession', off('old')))).toEqual(['OBSOLETE']);
    expect(types(send('CloseSession', off('new')))).toEqual(['session.closed']);
  });
});

describe('what is registered', () => {
  it('stands in a stream of its own, and of an operator the name and the password’s hash are sealed', () => {
    const { send, log, state } = desk();
    const operator = { id: 'fra1', ori: 'OH0250000' };
    send('RegisterAgency', { agency: { ori: 'OH0250000' } });
    send('RegisterTerminal', { terminal: { id: 'FRA1', ori: 'OH0250000' } });
    send('RegisterOperator', { operator, name: 'OPERATOR FRA1', passwordHash: 'the hash' });
    send('FinishStateLoad', {});
    expect(log.slice(-4)).toEqual([
      { t: 'agency.registered', tv: 1, s: 'agency/OH0250000', d: { agency: { ori: 'OH0250000' } } },
      { t: 'terminal.registered', tv: 1, s: 'terminal/FRA1', d: { terminal: { id: 'FRA1', ori: 'OH0250000' } } },
      { t: 'operator.registered', tv: 1, s: 'operator/fra1', d: { operator }, p: { name: 'OPERATOR FRA1', passwordHash: 'the hash' } },
      { t: 'state.loaded', tv: 1, s: 'state', d: {} },
    ]);
    expect([state.get('agency/OH0250000'), state.get('loaded'), passwordHashOf(state, 'fra1'), passwordHashOf(state, 'nobody')]).toEqual([{ ori: 'OH0250000' }, true, 'the hash', undefined]);
  });

  it('of an operator whose seal is destroyed fits no password', () => {
    const { state } = desk();
    agenciesDecider.evolve(state, { t: 'operator.registered', tv: 1, s: 'operator/col1', sv: 9, d: { operator: { id: 'col1', ori: 'OHCOP0000' } }, p: 'destroyed' }, { at: START, seq: 9 });
    expect(passwordHashOf(state, 'col1')).toBe('');
  });
});

describe('what nobody knows', () => {
  it('is refused as a command, and passed over as an event', () => {
    const { send, state } = desk();
    expect(send('MakeCoffee', {})).toEqual({ out: 'rejected', faults: [{ code: 'DEFECT', why: 'unknown-command' }] });
    expect(() => { agenciesDecider.evolve(state, { t: 'coffee.made', tv: 1, s: 'x', sv: 1, d: {} }, { at: START, seq: 1 }); }).not.toThrow();
  });
});

describe('an account', () => {
  it('is locked by the fifth failure within fifteen minutes, and stays so whatever the password', () => {
    const { logOn, at, log, send } = desk();
    for (let n = 0; n < 4; n++) {
      at(`2026-11-20T13:0${String(n)}:00.000Z`);
      expect(logOn(false)).toEqual(['log-on.failed']);
    }
    at('2026-11-20T13:14:59.000Z');
    expect(logOn(false)).toEqual(['log-on.failed', 'account.locked']);
    expect(log.slice(-2)).toMatchObject([
      { s: 'log-on/operator/col1', d: { subject: 'operator/col1', terminal: 'COL1', at: '2026-11-20T13:14:59.000Z' } }, { s: 'log-on/operator/col1', d: { subject: 'operator/col1' } },
    ]);
    at('2026-11-25T13:00:00.000Z');
    expect(send('OpenSession', { operator: 'col1', terminal: 'COL1', verified: true, tokenHash: 't' })).toEqual({ out: 'rejected', faults: [{ code: 'NOT_AUTHORIZED', why: 'locked' }] });
  });

  it('is not locked by failures that are further apart', () => {
    const { logOn, at } = desk();
    for (let minute = 0; minute < 50; minute += 5) {
      at(`2026-11-20T13:${String(minute).padStart(2, '0')}:00.000Z`);
      expect(logOn(false)).toEqual(['log-on.failed']);
    }
  });

  it('is not locked where the first of five failures is fifteen minutes old', () => {
    const { logOn, at } = desk();
    for (let n = 0; n < 4; n++) logOn(false);
    at('2026-11-20T13:15:00.000Z');
    expect(logOn(false)).toEqual(['log-on.failed']);
  });

  it('starts to count anew after a success', () => {
    const { logOn } = desk();
    for (let n = 0; n < 4; n++) logOn(false);
    logOn(true);
    expect(logOn(false)).toEqual(['log-on.failed']);
  });

  it('is open again once it is released', () => {
    const { logOn, send, types, log } = desk();
    for (let n = 0; n < 5; n++) logOn(false);
    expect(types(send('ReleaseAccount', { subject: 'operator/col1' }))).toEqual(['account.released']);
    expect(log.at(-1)).toMatchObject({ s: 'log-on/operator/col1', d: { subject: 'operator/col1', by: 'test' } });
    expect(logOn(true)).toEqual(['session.opened']);
  });

  it('that is not locked is not released', () => {
    const { logOn, send, types } = desk();
    expect(types(send('ReleaseAccount', { subject: 'operator/col1' }))).toEqual(['OBSOLETE']);
    logOn(false);
    expect(types(send('ReleaseAccount', { subject: 'operator/col1' }))).toEqual(['OBSOLETE']);
  });

  it('that nobody has counts against the terminal', () => {
    const { logOn, state } = desk();
    for (let n = 0; n < 5; n++) logOn(false, 'nobody');
    expect(isLocked(state, 'someone-else', 'COL1')).toBe(true);
    expect(isLocked(state, 'someone-else', 'COL2')).toBe(false);
    expect(isLocked(state, 'col1', 'COL1')).toBe(false);
  });
});

describe('a terminal that is none', () => {
  it('is locked like one that is, so that nobody learns which there are, and can be released', () => {
    const told = (terminal: string) => {
      const { logOn, send, types, state } = desk();
      const tries = Array.from({ length: 6 }, () => logOn(false, 'nobody', terminal));
      return [tries, isLocked(state, 'nobody', terminal), types(send('ReleaseAccount', { subject: `terminal/${terminal}` })), logOn(false, 'nobody', terminal), isLocked(state, 'nobody', terminal)];
    };
    expect(told('NONE')).toEqual(told('COL1'));
    expect(told('NONE').slice(1)).toEqual([true, ['account.released'], ['log-on.failed'], false]);
  });

  it('is forgotten after ten thousand others, but in the ledger: nobody fills the state by trying names', () => {
    const { logOn, kept, state, log } = desk();
    for (let n = 0; n < 5; n += 1) logOn(false, 'nobody', 'FIRST');
    const before = kept();
    for (let n = 1; n < 10_000; n += 1) logOn(false, 'nobody', `NONE${String(n)}`);
    expect(isLocked(state, 'nobody', 'FIRST')).toBe(true);
    const most = kept();
    for (let n = 10_000; n < 10_100; n += 1) logOn(false, 'nobody', `NONE${String(n)}`);
    expect([most > before, kept(), isLocked(state, 'nobody', 'FIRST')]).toEqual([true, most, false]);
    const failed = log.filter(({ t }) => t === 'log-on.failed');
    expect([failed.length, new Set(failed.map(({ s }) => s)).size, failed.at(-1)?.d['terminal']]).toEqual([10_104, 1, 'NONE10099']);
  });

  it('takes nothing from the failures at those that are', () => {
    const { logOn, state } = desk();
    for (let n = 0; n < 4; n += 1) logOn(false, 'nobody', 'COL1');
    for (let n = 0; n < 10_100; n += 1) logOn(false, 'nobody', `NONE${String(n)}`);
    expect([logOn(false, 'nobody', 'COL1'), isLocked(state, 'nobody', 'COL1')]).toEqual([['log-on.failed', 'account.locked'], true]);
  });
});

describe('the simulated clock', () => {
  it('never goes back', () => {
    const { send, types, log } = desk();
    const moved = (now: string) => types(send('MoveClock', { now }));
    expect(moved('2026-12-01T00:00:00.000Z')).toEqual(['clock.moved']);
    expect(log.at(-1)).toMatchObject({ s: 'clock', d: { now: '2026-12-01T00:00:00.000Z' } });
    expect(moved('2026-11-30T00:00:00.000Z')).toEqual(['OBSOLETE']);
    expect(moved('2026-12-01T00:00:00.000Z')).toEqual(['clock.moved']);
  });
});
