import { beforeEach, describe, expect, it } from '@jest/globals';
import { addMs } from '@statewire/clock';
import type { Instant } from '@statewire/kernel';
import { Directory } from './directory.js';
import { SESSION_MS_MAX } from './session.js';

const START = '2026-11-20T13:00:00.000Z';
const after = (ms: number): Instant => addMs(START, ms);

let directory: Directory;
const open = (tokenHash: string, openedAt: Instant): void => {
  const session = { tokenHash, operator: 'op', terminal: 'WJF1', ori: 'OHOHP4900', openedAt, expiresAt: addMs(openedAt, SESSION_MS_MAX) };
  directory.apply({ t: 'session.opened', d: { session } });
};
const sessions = (): readonly string[] => [...directory.sessions.keys()];

beforeEach(() => { directory = new Directory(); });

describe('the directory', () => {
  it('keeps a session until it is closed', () => {
    open('first', START);
    open('second', after(1));
    directory.apply({ t: 'session.closed', d: { tokenHash: 'first' } });
    expect(sessions()).toEqual(['second']);
  });

  it('keeps no session that nobody closed beyond its time, once another is opened', () => {
    open('first', START);
    open('second', after(1));
    open('third', after(SESSION_MS_MAX - 1));
    expect(sessions()).toEqual(['first', 'second', 'third']);
    open('fourth', after(SESSION_MS_MAX));
    expect(sessions()).toEqual(['second', 'third', 'fourth']);
    open('fifth', after(2 * SESSION_MS_MAX));
    expect(sessions()).toEqual(['fifth']);
  });
});
