import { describe, expect, it } from '@jest/globals';
import type { RecordView } from '@statewire/record-file';
import { foundThen, placeOn, type Chapter } from './validation-places.js';

type Validation = NonNullable<RecordView['validation']>;

const NOW = '2028-02-10T15:00:00.000Z';
const done = (change?: number): NonNullable<Validation['done']> => ({ month: '202802', at: NOW, ...(change === undefined ? {} : { change }) });
const OPEN = { month: '202802' };
const BY_CHANGE = { month: '202902', done: done(4) };
const CONFIRMED = { month: '202902', done: done() };
const REFUSED = { month: '202802', refused: 4 };

/** A history whose third event is where a record stood, and whose fourth is the message's own. */
const chaptersOf = (...standings: readonly Validation[]): readonly Chapter[] =>
  standings.map((validation, n) => ({ position: `vehicles.1/0@${String(n + 3)}`, at: NOW, record: { version: n + 3, validation } as unknown as RecordView }));
const SENT = 'vehicles.1/0@4';

describe('the place of a record among its lists', () => {
  it.each([
    [OPEN, { month: '202802', confirmed: false, byChange: false }],
    [CONFIRMED, { month: '202802', confirmed: true, byChange: false }],
    [BY_CHANGE, { month: '202802', confirmed: true, byChange: true }],
    [{ month: '202803' }, undefined],
  ])('of one with %j', (validation, place) => {
    expect(placeOn({ validation }, NOW)).toEqual(place);
  });
});

describe('what a repeated change of a record said', () => {
  it.each([
    ['nothing yet', [OPEN, OPEN], undefined],
    ['that it is confirmed', [OPEN, OPEN, BY_CHANGE], 'confirmed'],
    ['that it is confirmed, though NCIC refused it later', [OPEN, OPEN, BY_CHANGE, REFUSED], 'confirmed'],
    ['that it is open, where NCIC refused it first', [OPEN, OPEN, REFUSED], 'open'],
    ['that it is open, though it was confirmed in another way later', [OPEN, OPEN, REFUSED, CONFIRMED], 'open'],
    ['that it is confirmed, where it was before', [CONFIRMED, CONFIRMED], 'confirmed'],
    ['that it is confirmed, where the change took it to a later list', [OPEN, { month: '202805' }], 'confirmed'],
    ['that it is confirmed, where the change took it off all lists', [OPEN, {}], 'confirmed'],
  ])('is %s', (_, standings, state) => {
    expect(foundThen(chaptersOf(...standings), SENT)).toEqual({ month: '202802', since: 3, ...(state === undefined ? {} : { state }) });
  });

  it('is unknown of a message that the history does not hold, that began it, or that found the record on no open list', () => {
    expect(foundThen(chaptersOf(OPEN, OPEN), 'vehicles.1/0@9')).toBeUndefined();
    expect(foundThen(chaptersOf(OPEN), 'vehicles.1/0@3')).toBeUndefined();
    expect(foundThen(chaptersOf({ month: '202803' }, OPEN), SENT)).toBeUndefined();
    expect(foundThen([], undefined)).toBeUndefined();
  });
});
