import { describe, expect, it } from '@jest/globals';
import { readSettings } from './settings.js';

const PORTS = 'PORT: a whole number from 0 to 65535';

describe('the environment', () => {
  it.each([
    ['PORT', 'abc', PORTS], ['PORT', '70000', PORTS], ['PORT', '-1', PORTS], ['PORT', '80.5', PORTS], ['PORT', '0x50', PORTS], ['PORT', ' 80', PORTS],
    ['PARTITIONS', '0', 'PARTITIONS: a whole number from 1 to 64'],
    ['LEDGER_REPLICATION', 'x', 'LEDGER_REPLICATION: a whole number from 1 to 7'],
    ['LOG_LEVEL', 'loud', 'LOG_LEVEL: fatal, error, warn, info, debug'],
    ['OUTSIDE', 'real', 'OUTSIDE: simulated'],
    ['CLOCK', 'xyz', 'CLOCK: `system`, or an instant'],
    ['NAMESPACE', 'A_B', 'NAMESPACE: a small letter, then'],
  ])('with %s %s is refused by a line that names it and says what it may hold', (name, value, says) => {
    expect(() => readSettings({ [name]: value })).toThrow(`The environment does not fit. ${says}`);
  });

  it('that says nothing, or nothing but blanks, leaves the defaults', () => {
    expect(readSettings({})).toMatchObject({ host: '127.0.0.1', port: 8080, partitions: 4, logLevel: 'warn', clock: 'system' });
    expect(readSettings({ PORT: '', LOG_LEVEL: '' })).toMatchObject({ port: 8080, logLevel: 'warn' });
    expect(readSettings({ PORT: '0' }).port).toBe(0);
  });
});
