import { describe, expect, it } from '@jest/globals';
import { findMessageKey } from '@statewire/catalogue';
import type { CommandMessage } from '@statewire/contracts';
import { Failure } from '@statewire/kernel';
import type { Context } from './context.js';
import type { ReceivedEntry } from './journal.js';
import { update } from './update.js';

const message = { mke: 'LV', ori: 'OHCLP0000', fields: { VIN: ['1FAHP2E8XA0123456'], OCA: ['26-1'], DOR: ['20261120'] }, args: [] };

/** A locate at a terminal of Cleveland: the index knows the record of `owner`, or nobody's; the file decides and is not heard. */
const locating = (owner: string | undefined) => {
  const commands: CommandMessage[] = [];
  const received: object[] = [];
  const ask = (_service: string, pattern: string, payload: unknown) => {
    if (pattern === 'resolve') return Promise.resolve({ records: owner === undefined ? [] : [{ idx: 'SV00000001', owner, home: owner }] });
    commands.push((payload as { command: CommandMessage }).command);
    return Promise.reject(new Failure('bus/defect', 'not heard', false));
  };
  const context = {
    platform: { bus: { ask }, directory: { agencies: new Map() } },
    journal: { receive: (_: unknown, entry: object) => { received.push(entry); return Promise.resolve({ mri: 7, ...entry }); } },
    transmission: { id: 'c', seat: { terminal: { id: 'CLE1' }, agency: { ori: 'OHCLP0000' }, operator: { id: 'cle1' } } },
    key: findMessageKey('LV'), message, notices: [],
  } as unknown as Context;
  return { commands, received, send: (before?: ReceivedEntry) => update(context, before).catch(() => undefined) };
};

describe('an update', () => {
  it('is journalled with the home at which it will be decided', async () => {
    const { commands, received, send } = locating('OHCOP0000');
    await send();
    expect(received).toMatchObject([{ home: { key: 'OHCOP0000', idx: 'SV00000001' } }]);
    expect(commands).toMatchObject([{ key: 'OHCOP0000', payload: { idx: 'SV00000001' } }]);
  });

  it('goes to the same home when it is sent again, although its own effect has taken the record away', async () => {
    const { commands, received, send } = locating(undefined);
    await send({ mri: 7, home: { key: 'OHCOP0000', idx: 'SV00000001' } });
    expect(received).toEqual([]);
    expect(commands).toMatchObject([{ key: 'OHCOP0000', payload: { idx: 'SV00000001' } }]);
  });
});
