import { describe, expect, it } from '@jest/globals';
import { Directory } from '@statewire/access';
import { readStateFile } from '@statewire/agencies/state-file';
import { readSettings } from '@statewire/service-kit';
import { greeting } from './greeting.js';

const demo = readStateFile(undefined);
const directoryOf = (operators: readonly Readonly<{ id: string; ori: string }>[]) =>
  Object.assign(new Directory(), { operators: new Map(operators.map((operator) => [operator.id, operator])), terminals: new Map(demo.terminals.map((terminal) => [terminal.id, terminal])) });
const demoPeople = directoryOf(demo.operators);
const others = directoryOf([{ id: 'ctl1', ori: 'OHOHP0040' }]);

const said = (environment: Record<string, string>, directory: Directory, isFirstStart: boolean, hasRoom = true): string =>
  greeting({ url: 'http://h:1', settings: readSettings({ DATA_DIR: '/d', ...environment }), directory, now: '2026-11-20T13:00:00.000Z', isFirstStart, hasRoom });

describe('the greeting', () => {
  it('names where the system listens and where the data lie', () => {
    expect(said({}, demoPeople, true)).toContain('Statewire is ready at http://h:1\n  interface   http://h:1/docs\n  data        /d   keys /d.keys   seals /d.seals\n');
  });

  it('says that messages are not taken where the disk is full', () => {
    expect(said({}, demoPeople, false, false)).toContain("the system's\n\nThe disk is full, or nearly: every message is answered 503 until there is room.\n\nDemo log-ons");
    expect(said({}, demoPeople, false)).not.toContain('503');
  });

  it.each([true, false])('shows the demo log-ons with their password where the data hold them (first start: %s)', (isFirstStart) => {
    expect(said({}, demoPeople, isFirstStart)).toContain(`all with the password "${demo.password}":\n  CTL1 `);
  });

  it('says of every demo log-on what it is', () => {
    const lines = said({}, demoPeople, true).split('\n').filter((line) => line.includes(' operator '));
    expect(lines).toHaveLength(demo.terminals.length);
    expect(lines).toContain('  COL1   operator col1     OHCOP0000  COLUMBUS POLICE DEPARTMENT, FQO');
    expect(lines).toContain('  REG1   operator reg1     OHNORIS00  NORTHWEST REGIONAL INFORMATION SYSTEM, INQ, regional');
    expect(lines).toContain('  AUD1   operator aud1     OHLEADSCY  STATE CONTROL ROOM, INQ, auditor');
  });

  it('gives nobody the demo password whose data hold other operators', () => {
    const text = said({}, others, false);
    expect(text).not.toContain('password');
    expect(text).toContain('Agencies, terminals and operators are those of the data.');
  });

  it('says that a state file was loaded, or, for data that are there, that it was not read', () => {
    expect(said({ STATE_FILE: '/s.json' }, others, true)).toContain('operators were loaded from /s.json.');
    expect(said({ STATE_FILE: '/s.json' }, others, false)).toContain('are those of the data; STATE_FILE /s.json was not read.');
    expect(said({ STATE_FILE: '/s.json' }, demoPeople, false)).toMatch(/Demo log-ons[\s\S]*STATE_FILE \/s.json was not read/);
  });
});
