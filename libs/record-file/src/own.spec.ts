import { describe, expect, it } from '@jest/globals';
import { addMs } from '@statewire/clock';
import type { Instant, JsonObject } from '@statewire/kernel';
import type { FileRules, KindRules } from './file-rules.js';
import { historyOf } from './history.fixture.js';
import { knowledge, towedRules } from './part.fixture.js';
import { recordDecider } from './record.decider.js';
import { recordView } from './record.js';

const START = '2026-11-20T13:00:00.000Z';
const HOUR_MS = 3_600_000;
const due = ({ more }: Readonly<{ more?: JsonObject }>): Instant => String(more?.['until'] ?? addMs(START, HOUR_MS));

const [[kind, base]] = Object.entries(towedRules.kinds) as [[string, KindRules]];

/** A towed vehicle whose owner may keep it an hour longer, and which is told of its hour; kept at its county's desk. */
const rules: FileRules = {
  ...towedRules,
  home: 'county',
  kinds: {
    [kind]: {
      ...base,
      keys: { ...base.keys, extend: ['EXT'] },
      own: {
        extend: {
          of: 'owner',
          handle: (_, record, message) =>
            message.fields['HRS']?.[0] === '99'
              ? { faults: [{ code: 'FIELD_ERROR', tag: 'HRS' }] }
              : { events: [{ what: 'extended', record: { ...record, more: { until: addMs(due(record), HOUR_MS) }, kept: { said: 'OWNER CALLED' } } }] },
        },
      },
      clocks: {
        plan: (record) => ({ hour: record.reason === undefined && record.more?.['told'] !== true ? due(record) : undefined }),
        ring: (_, record, clock) => ({ events: [{ what: 'noticed', record: { ...record, more: { ...record.more, told: true } }, extras: { clock } }] }),
      },
    },
  },
};

const HOME = { key: 'county/25', ori: 'OHCOP0000' };
const message = (mke: string, fields: Readonly<Record<string, readonly string[]>>) => ({ mke, ori: 'OHCOP0000', county: 25, staffed24x7: true, fields: { SER: ['S1'], OCA: ['1'], ...fields } });
const given = () => {
  const history = historyOf(recordDecider([rules], knowledge, { partition: 1, partitions: 4, series: 3 }), START);
  expect(history.tell('EnterRecord', message('ET', {}), HOME)).toMatchObject({ out: 'accepted' });
  return history;
};

describe('a file of its own ways', () => {
  it('plans its clocks beside the retention, and numbers in its ledger’s series', () => {
    const [entered] = given().events;
    expect(entered?.d).toMatchObject({ lid: '30000005', due: { hour: addMs(START, HOUR_MS), retire: expect.any(String) } });
  });

  it('carries out its own function on the record that the message means, and keeps what it says of it sealed', () => {
    const history = given();
    expect(history.tell('TreatRecord', message('EXT', {}), HOME)).toMatchObject({ out: 'accepted', events: [{ t: 'towed.extended', d: { due: { hour: addMs(START, 2 * HOUR_MS) } } }] });
    const [, extended] = history.events;
    expect(JSON.stringify(extended?.d)).not.toContain('OWNER CALLED');
    expect(history.records()[0]).toMatchObject({ version: 2, kept: { said: 'OWNER CALLED' }, clocks: { hour: addMs(START, 2 * HOUR_MS) } });
  });

  it('is refused with what its function says, for another’s record, and for a key that it does not have', () => {
    const history = given();
    expect(history.tell('TreatRecord', message('EXT', { HRS: ['99'] }), HOME)).toMatchObject({ faults: [{ code: 'FIELD_ERROR', tag: 'HRS' }] });
    expect(history.tell('TreatRecord', { ...message('EXT', {}), ori: 'OHCLP0000' }, HOME)).toMatchObject({ faults: [{ code: 'NOT_OWNER' }] });
    expect(history.tell('TreatRecord', message('MT', {}), HOME)).toMatchObject({ faults: [{ code: 'UNKNOWN_MKE' }] });
    expect(history.tell('ModifyRecord', message('EXT', {}), HOME)).toMatchObject({ faults: [{ code: 'UNKNOWN_MKE' }] });
  });

  it('rings a clock once, at the instant for which it is set now', () => {
    const history = given();
    const ring = (at: Instant) => history.tell('FireTimer', { stream: history.events[0]?.s ?? '', kind: 'hour', due: at }, HOME);
    expect(history.tell('TreatRecord', message('EXT', {}), HOME)).toMatchObject({ out: 'accepted' });
    expect(ring(addMs(START, HOUR_MS))).toMatchObject({ faults: [{ code: 'OBSOLETE' }] });
    expect(ring(addMs(START, 2 * HOUR_MS))).toMatchObject({ out: 'accepted', events: [{ t: 'towed.noticed', d: { clock: { kind: 'hour', due: addMs(START, 2 * HOUR_MS) }, due: { hour: null } } }] });
    expect(ring(addMs(START, 2 * HOUR_MS))).toMatchObject({ faults: [{ code: 'OBSOLETE' }] });
  });

  it('stops its clocks with the record', () => {
    const history = given();
    history.tell('CancelRecord', message('XT', {}), HOME);
    const last = history.events.at(-1);
    expect(last?.d).toMatchObject({ due: { hour: null, retire: null } });
    expect(last === undefined ? undefined : recordView(last).clocks).toBeUndefined();
  });

  it('takes an entry at its county’s desk alone', () => {
    const history = given();
    expect(() => history.tell('EnterRecord', message('ET', { SER: ['S2'] }), { key: 'OHCOP0000', ori: 'OHCOP0000' })).toThrow(/home key/);
  });
});
