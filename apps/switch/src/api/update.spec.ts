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
  const resolved: unknown[] = [];
  const received: object[] = [];
  const ask = (_service: string, pattern: string, payload: unknown) => {
    if (pattern === 'resolve') {
      resolved.push(payload);
      return Promise.resolve({ records: owner === undefined ? [] : [{ idx: 'SV00000001', owner, home: owner }] });
    }
    commands.push((payload as { command: CommandMessage }).command);
    return Promise.reject(new Failure('bus/defect', 'not heard', false));
  };
  const context = {
    platform: { bus: { ask }, directory: { agencies: new Map() } },
    journal: { receive: (_: unknown, entry: object) => { received.push(entry); return Promise.resolve({ mri: 7, ...entry }); } },
    transmission: { id: 'c', seat: { terminal: { id: 'CLE1' }, agency: { ori: 'OHCLP0000' }, operator: { id: 'cle1' } } },
    key: findMessageKey('LV'), message, notices: [],
  } as unknown as Context;
  return { commands, received, resolved, send: (before?: ReceivedEntry) => update(context, before).catch(() => undefined) };
};

/** Dental data, whose key two files share: what the index knows of each. */
const entering = async (known: Readonly<Record<string, readonly object[]>>) => {
  const asked: { service: string; command: CommandMessage }[] = [];
  const received: object[] = [];
  const ask = (service: string, pattern: string, payload: unknown) => {
    if (pattern === 'resolve') return Promise.resolve({ records: known[(payload as { file: string }).file] ?? [] });
    asked.push({ service, command: (payload as { command: CommandMessage }).command });
    return Promise.reject(new Failure('bus/defect', 'not heard', false));
  };
  const fields = { NIC: ['W000000001'], OCA: ['26-1'], DXR: ['Y'], MPA: ['N'], DCH: ['UNK'] };
  const context = {
    platform: { bus: { ask }, directory: { agencies: new Map() } },
    journal: { receive: (_: unknown, entry: object) => { received.push(entry); return Promise.resolve({ mri: 7, ...entry }); } },
    transmission: { id: 'c', seat: { terminal: { id: 'COL1' }, agency: { ori: 'OHCOP0000' }, operator: { id: 'col1' } } },
    key: findMessageKey('ED'), message: { mke: 'ED', ori: 'OHCOP0000', fields, args: [] }, notices: [],
  } as unknown as Context;
  await update(context).catch(() => undefined);
  return { received, asked };
};
const ours = { idx: 'WP00000001', owner: 'OHCOP0000', home: 'OHCOP0000', status: 'active' };
const theirs = { ...ours, idx: 'MP00000001', owner: 'OHCLP0000', home: 'OHCLP0000' };

describe('an update by a key of two files', () => {
  it('goes to the file that holds the record, and is journalled with it', async () => {
    const { received, asked } = await entering({ 'wanted-person': [ours], 'missing-person': [theirs] });
    expect(received).toMatchObject([{ home: { key: 'OHCOP0000', file: 'wanted-person' } }]);
    expect(asked).toMatchObject([{ service: 'wanted-persons', command: { key: 'OHCOP0000' } }]);
    expect(asked[0]?.command.payload).not.toHaveProperty('several');
  });

  it('says who owns a record of the other file', async () => {
    const { asked } = await entering({ 'wanted-person': [{ ...ours, owner: 'OHCLP0000', home: 'OHCLP0000' }] });
    expect(asked).toMatchObject([{ service: 'wanted-persons', command: { key: 'OHCLP0000', payload: { idx: 'WP00000001' } } }]);
  });

  it('is ambiguous where it names a record of each', async () => {
    const { asked } = await entering({ 'wanted-person': [ours], 'missing-person': [{ ...ours, idx: 'MP00000001' }] });
    expect(asked).toMatchObject([{ service: 'missing-persons', command: { payload: { several: true } } }]);
  });

  it('goes to the first file where neither holds one', async () => {
    expect((await entering({})).asked).toMatchObject([{ service: 'missing-persons', command: { key: 'OHCOP0000' } }]);
  });
});

describe('an update', () => {
  it('is journalled with the home at which it will be decided', async () => {
    const { commands, received, send } = locating('OHCOP0000');
    await send();
    expect(received).toMatchObject([{ home: { key: 'OHCOP0000', idx: 'SV00000001' } }]);
    expect(commands).toMatchObject([{ key: 'OHCOP0000', payload: { idx: 'SV00000001' } }]);
  });

  it('looks for its record as its own agency, whose records come before all others’ of the same name', async () => {
    const { resolved, send } = locating('OHCOP0000');
    await send();
    expect(resolved).toEqual([{ file: 'vehicle', kind: 'stolen', identification: { VIN: '1FAHP2E8XA0123456', OCA: '26-1' }, ori: 'OHCLP0000' }]);
  });

  it('goes to the same home when it is sent again, although its own effect has taken the record away', async () => {
    const { commands, received, send } = locating(undefined);
    await send({ mri: 7, home: { key: 'OHCOP0000', idx: 'SV00000001' } });
    expect(received).toEqual([]);
    expect(commands).toMatchObject([{ key: 'OHCOP0000', payload: { idx: 'SV00000001' } }]);
  });
});
