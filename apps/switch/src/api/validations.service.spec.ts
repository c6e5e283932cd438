import { describe, expect, it } from '@jest/globals';
import type { Reply } from '@statewire/contracts';
import type { Platform } from '@statewire/service-kit';
import type { Seat } from './seat.js';
import { Validations } from './validations.service.js';

const LISTED = {
  file: 'towed', kind: 'towed', mke: 'ET', idx: 'TV00000004', lid: '00000004', owner: 'OH0250000', home: 'OH0250000', status: 'active', version: 3,
  at: '2026-11-20T13:00:00.000Z', fields: { LIC: ['GHX4471'], OCA: ['T1'] }, validation: { month: '202802' },
};

/** A change of a record on an open list, of which its file says that; `validation`: its list after that; `out`: whether it can be confirmed there. */
const changed = (status: string, { validation = LISTED.validation, out = 'accepted' }: Readonly<{ validation?: object; out?: string }> = {}) => {
  const asked: string[] = [];
  const ask = (_: string, pattern: string) => {
    const isBefore = asked.length === 0;
    asked.push(pattern);
    return Promise.resolve(pattern === 'record' ? { record: isBefore ? LISTED : { ...LISTED, validation } } : pattern === 'await' ? true : { kind: 'done', out, faults: [], position: 'vehicles.1/0@9', events: [] });
  };
  const reply = { outcome: 'accepted', record: { file: 'towed', idx: LISTED.idx, lid: LISTED.lid, status } } as unknown as Reply;
  const validations = new Validations({ bus: { ask }, clock: { now: () => '2028-02-10T15:00:00.000Z' } } as unknown as Platform, { transmit: () => Promise.resolve(reply), answered: () => Promise.resolve(undefined) });
  const seat = { terminal: { id: 'FRA1' }, agency: { ori: 'OH0250000' }, operator: { id: 'fra1' } } as unknown as Seat;
  return validations.treat(seat, 'OH0250000', LISTED.idx, { action: 'modify', fields: { CID: '' } }).then(({ state }) => ({ state, asked }));
};

describe('a change of a record on a validation list', () => {
  it('confirms it', async () => {
    expect(await changed('active')).toEqual({ state: 'confirmed', asked: ['record', 'submit', 'await'] });
  });

  it('is on no list any more where the change takes it off them, and open where the change was refused', async () => {
    expect(await changed('active', { out: 'rejected', validation: {} })).toEqual({ state: 'confirmed', asked: ['record', 'submit', 'record'] });
    expect(await changed('active', { out: 'rejected' })).toEqual({ state: 'open', asked: ['record', 'submit', 'record'] });
  });

  it('takes it off where its time was over with that: there is nothing left to confirm', async () => {
    expect(await changed('retired')).toEqual({ state: 'ended', asked: ['record'] });
  });
});
