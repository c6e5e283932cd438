import { describe, expect, it } from '@jest/globals';
import type { Reply } from '@statewire/contracts';
import type { Platform } from '@statewire/service-kit';
import type { Seat } from './seat.js';
import { Validations, type Treatment } from './validations.service.js';

const NOW = '2028-02-10T15:00:00.000Z';
const LISTED = {
  file: 'towed', kind: 'towed', mke: 'ET', idx: 'TV00000004', lid: '00000004', owner: 'OH0250000', home: 'OH0250000', status: 'active', version: 3,
  at: '2026-11-20T13:00:00.000Z', fields: { LIC: ['GHX4471'], OCA: ['T1'] }, validation: { month: '202802' },
};

type Asked = Readonly<{ pattern: string; payload: Readonly<{ command?: Readonly<{ payload: object }> }> }>;
type Shown = Readonly<{ validation?: object; version?: number }>;

/**
 * What a TAC does about a record that is shown first as `before` and then as `after`; `status`: what the reply says of it, `out`: whether it can be
 * confirmed then, `history`: how it stood with each event. `words`: what its file was told of that. What is transmitted for it goes into `bodies`.
 */
const treated = async (
  treatment: Treatment,
  { before = {}, after = {}, status = 'active', out = 'accepted', history = [], key, bodies = [] }: Readonly<{ before?: Shown; after?: Shown; status?: string; out?: string; history?: readonly object[]; key?: string; bodies?: unknown[] }>,
) => {
  const asked: Asked[] = [];
  const answers: Readonly<Record<string, (isFirst: boolean) => object | boolean>> = {
    record: (isFirst) => ({ record: { ...LISTED, ...(isFirst ? before : after) } }),
    await: () => true,
    history: () => ({ more: false, chapters: history.map((validation, n) => ({ position: `vehicles.1/0@${String(n + 3)}`, at: NOW, record: { ...LISTED, version: n + 3, validation } })) }),
    submit: () => ({ kind: 'done', out, faults: [], position: 'vehicles.1/0@9', events: [] }),
  };
  const ask = (_: string, pattern: string, payload: Asked['payload']) => {
    const isFirst = asked.length === 0;
    asked.push({ pattern, payload });
    return Promise.resolve(answers[pattern]?.(isFirst));
  };
  const reply = { outcome: 'accepted', position: 'vehicles.1/0@4', record: { file: 'towed', idx: LISTED.idx, lid: LISTED.lid, status } } as unknown as Reply;
  const validations = new Validations({ bus: { ask }, clock: { now: () => NOW } } as unknown as Platform, { transmit: (_: unknown, sent: Readonly<{ body: unknown }>) => { bodies.push(sent.body); return Promise.resolve(reply); }, answered: () => Promise.resolve(undefined) });
  const seat = { terminal: { id: 'FRA1' }, agency: { ori: 'OH0250000' }, operator: { id: 'fra1' } } as unknown as Seat;
  const { state } = await validations.treat(seat, 'OH0250000', LISTED.idx, treatment, key);
  return { state, asked: asked.map(({ pattern }) => pattern), words: asked.flatMap(({ payload: { command } }) => (command === undefined ? [] : [command.payload])) };
};

const CHANGE: Treatment = { action: 'modify', fields: { CID: '' }, validator: 'SGT A' };

/** A change of a record on an open list, of which its file says that; `validation`: its list after that; `out`: whether it can be confirmed there. */
const changed = async (status: string, { validation = LISTED.validation, out = 'accepted' }: Readonly<{ validation?: object; out?: string }> = {}) => {
  const { state, asked } = await treated(CHANGE, { status, out, after: { validation } });
  return { state, asked };
};

describe('a change of a record on a validation list', () => {
  it.each([['OCA'], ['oca'], ['Oca']])('names the record before what is said of it, whatever letters %s is in', async (tag) => {
    const bodies: unknown[] = [];
    await treated({ action: 'modify', fields: { [tag]: 'T2', mis: 'MOVED' } }, { bodies });
    expect(bodies).toEqual([{ mke: 'MT', ori: 'OH0250000', fields: expect.objectContaining({ OCA: ['T1', 'T2'], MIS: ['MOVED'] }) }]);
  });

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

describe('a change that is sent again under its key', () => {
  const OPEN = LISTED.validation;
  const BY_CHANGE = { month: '202902', done: { month: '202802', at: NOW, change: 4 } };
  const REFUSED = { ...OPEN, refused: 4 };

  it('says first that the version before it is the one that was changed, wherever the record has come since', async () => {
    const first = await treated(CHANGE, { key: 'k', history: [OPEN, OPEN] });
    expect(first).toEqual({ state: 'confirmed', asked: ['record', 'history', 'submit', 'await'], words: [expect.objectContaining({ since: 3, validator: 'SGT A' })] });
    expect((await treated(CHANGE, { key: 'k', before: { version: 5 }, history: [OPEN, OPEN] })).words).toEqual(first.words);
  });

  it.each([
    ['open', 'NCIC had refused it', REFUSED, [OPEN, OPEN, REFUSED]],
    ['confirmed', 'it was confirmed, though NCIC refused it later', REFUSED, [OPEN, OPEN, BY_CHANGE, REFUSED]],
    ['open', 'NCIC had refused it, though it was confirmed otherwise later', { month: '202902', done: { month: '202802', at: NOW } }, [OPEN, OPEN, REFUSED, { ...BY_CHANGE, done: { month: '202802', at: NOW } }]],
  ])('leaves it %s where %s, and does nothing', async (state, _, validation, history) => {
    expect(await treated(CHANGE, { key: 'k', before: { version: 2 + history.length, validation }, history })).toEqual({ state, asked: ['record', 'history'], words: [] });
  });
});

describe('the own word of an agency', () => {
  const CONFIRM: Treatment = { action: 'confirm', validator: 'SGT B' };
  const own = { validation: { month: '202902', done: { month: '202802', at: NOW } } };
  const byChange = { validation: { month: '202902', done: { month: '202802', at: NOW, change: 4 } } };

  it('is recorded where a change alone has confirmed the record, and once', async () => {
    expect(await treated(CONFIRM, { before: byChange })).toEqual({ state: 'confirmed', asked: ['record', 'submit', 'await'], words: [{ idx: LISTED.idx, ori: 'OH0250000', validator: 'SGT B' }] });
    expect(await treated(CONFIRM, { before: own })).toEqual({ state: 'confirmed', asked: ['record'], words: [] });
  });

  it('stands where another one was quicker, and is refused where no list waits for it any more', async () => {
    expect((await treated(CONFIRM, { before: byChange, after: own, out: 'rejected' })).state).toBe('confirmed');
    await expect(treated(CONFIRM, { before: byChange, after: { validation: {} }, out: 'rejected' })).rejects.toMatchObject({ problem: { status: 409 } });
  });
});
