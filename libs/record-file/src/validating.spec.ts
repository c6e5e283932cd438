import { describe, expect, it } from '@jest/globals';
import { ohioInstant } from '@statewire/clock';
import type { Instant } from '@statewire/kernel';
import { YEARLY_VALIDATION } from './files/yearly-validation.js';
import { historyOf } from './history.fixture.js';
import { knowledge, message, NIC, OWNER, partRules } from './part.fixture.js';
import { recordDecider } from './record.decider.js';
import { recordView, VALIDATION_CLOCK } from './record.js';
import { openLists } from './validation.js';

const at = (date: string, time = '1200'): Instant => ohioInstant(date, time);
const ENTERED = '2026-11-20T13:00:00.000Z';
const OCA = { SER: 'S1', OCA: '1' };

describe('a record that its agency has changed from its validation list', () => {
  const changed = () => {
    const history = historyOf(recordDecider([{ ...partRules, validation: YEARLY_VALIDATION }], knowledge, { partition: 1, partitions: 4 }), ENTERED);
    history.tell('EnterRecord', message('EP', { ...OCA, BRA: 'ACME' }));
    const { idx } = history.records()[0]!;
    history.tell('AcceptEntry', { idx, nic: NIC }, { key: OWNER });
    history.moveTo(at('20270210'));
    const since = recordView(history.events.at(-1)!).version;
    history.tell('ModifyRecord', message('MP', { ...OCA, BRA: 'BETA' }));
    return {
      history,
      validation: () => history.records()[0]?.validation,
      ring: (due: Instant) => history.tell('FireTimer', { stream: `part/${idx}`, kind: VALIDATION_CLOCK, due }, { key: OWNER }),
      confirm: (more: object = { since }) => history.tell('ValidateRecord', { idx, ori: OWNER, ...more }, { key: OWNER }),
      refuse: () => history.tell('RefuseChange', { idx, change: since + 1, reason: 'REJECT' }, { key: OWNER }),
      accept: () => history.tell('AcceptChange', { idx, change: since + 1 }, { key: OWNER }),
    };
  };

  it('is on it again when the line refuses the change', () => {
    const { validation, confirm, refuse } = changed();
    confirm();
    expect(validation()).toMatchObject({ month: '202802', done: { month: '202702' } });
    refuse();
    expect(validation()).toMatchObject({ month: '202702' });
    expect(validation()).not.toHaveProperty('done');
    expect(confirm({})).toMatchObject({ out: 'accepted' });
  });

  it('is not confirmed by a change that the line has refused already', () => {
    const { validation, confirm, refuse } = changed();
    refuse();
    expect(confirm()).toMatchObject({ faults: [{ code: 'NCIC_REJECT' }] });
    expect(validation()).toMatchObject({ month: '202702' });
  });

  it('is confirmed by its agency’s own word while the change waits, which outlasts a refusal', () => {
    const { validation, confirm, refuse } = changed();
    confirm();
    expect(confirm()).toMatchObject({ faults: [{ code: 'OBSOLETE' }] });
    expect(confirm({ validator: 'SGT B' })).toMatchObject({ out: 'accepted', events: [{ t: 'part.validated', p: { validator: 'SGT B' } }] });
    expect(confirm({ validator: 'SGT B' })).toMatchObject({ faults: [{ code: 'OBSOLETE' }] });
    refuse();
    expect(validation()).toEqual({ month: '202802', refused: 3, done: { month: '202702', at: at('20270210') } });
  });

  it.each([
    ['the same, where that is the last that is open', at('20270220'), { month: '202702', late: true }],
    ['the next, once that is there: its agency has time to look again', at('20270310'), { month: '202703' }],
    ['the last that is open, where its own is closed', at('20270401', '0015'), { month: '202703', late: true }],
  ])('comes back on a list that can still be worked on: %s', (_, refused, expected) => {
    const { validation, confirm, refuse, history } = changed();
    confirm();
    history.moveTo(refused);
    refuse();
    expect(validation()).toEqual({ ...expected, refused: 3 });
    expect(openLists(refused)).toContain(expected.month);
  });

  it('and that came back after the 16th is told of before it is removed', () => {
    const { validation, confirm, refuse, history, ring } = changed();
    confirm();
    history.moveTo(at('20270401', '0015'));
    refuse();
    expect(ring(at('20270316', '0005'))).toMatchObject({ out: 'accepted', events: [{ t: 'part.noticed' }] });
    expect(validation()).toEqual({ month: '202703', late: true, told: true, refused: 3 });
    history.moveTo(at('20270501', '0005'));
    expect(ring(at('20270501', '0005'))).toMatchObject({ out: 'accepted', events: [{ t: 'part.retired' }] });
  });

  it('stays confirmed where the line accepts it, and where its agency had confirmed it by its word', () => {
    const [taken, said] = [changed(), changed()];
    taken.confirm();
    taken.accept();
    said.confirm({});
    said.refuse();
    for (const { validation } of [taken, said]) expect(validation()).toMatchObject({ month: '202802', done: { month: '202702' } });
  });
});
