import { describe, expect, it } from '@jest/globals';
import { standardCatalogue } from '@statewire/catalogue';
import { addMs, ohioDate, ohioTime } from '@statewire/clock';
import type { Instant } from '@statewire/kernel';
import fc from 'fast-check';
import { historyOf } from '../history.fixture.js';
import { recordDecider } from '../record.decider.js';
import { copKindOf, type CopKind } from './cop-clocks.js';
import { copRules } from './cop.rules.js';

const HOUR_MS = 3_600_000;
const STEP_MS = 300_000;
const DAYS = 12;
const HOME = { ori: 'OHCOP0000', key: 'county/25' };
const FLAGS: Readonly<Record<CopKind, object>> = {
  immediate: { LTCI: ['N'], HOME: ['N'] }, taylor: { LTCI: ['Y'], HOME: ['N'] }, homeland: { LTCI: ['N'], HOME: ['Y'] }, blue: { LTCI: ['N'], HOME: ['B'] },
};
const ALERT = { CONT: ['SGT A'], CT1: ['6145550100'], INCD: ['20261001'], INCL: ['MAIN ST'], ALRT: ['ARMED'] };

/** Days around which the clocks of Ohio are changed, and a quarter begins. */
const starts = fc.tuple(fc.constantFrom('2026-10-25T04:00:00.000Z', '2027-03-08T05:00:00.000Z', '2026-12-26T05:00:00.000Z', '2027-03-26T04:00:00.000Z'), fc.nat(500))
  .map(([from, steps]) => addMs(from, steps * STEP_MS));

type Act = Readonly<{ step: number; does: CopKind | 'extend' | 'text' }>;
const acts = fc.uniqueArray(
  fc.record({ step: fc.integer({ min: 1, max: (DAYS * 24 * HOUR_MS) / STEP_MS }), does: fc.constantFrom<Act['does']>('immediate', 'taylor', 'homeland', 'blue', 'extend', 'extend', 'text') }),
  { maxLength: 8, selector: ({ step }) => step },
).map((list) => [...list].sort((a, b) => a.step - b.step));

/** What decision D3 says, looked up at every five minutes: nothing is planned ahead. */
const diary = (start: Instant, first: CopKind, actions: readonly Act[]): readonly string[] => {
  const told: string[] = [];
  let [kind, since, life]: [CopKind, number, number] = [first, Date.parse(start), 48 * HOUR_MS];
  for (let step = 1; step <= (DAYS * 24 * HOUR_MS) / STEP_MS; step += 1) {
    const now = addMs(start, step * STEP_MS);
    const age = Date.parse(now) - since;
    const say = (what: string): void => { told.push(`${now} ${what}`); };
    if (kind === 'immediate' && age === life - 4 * HOUR_MS) say('final');
    if (kind === 'immediate' && age === life) return [...told, `${now} purge`];
    if ((kind === 'immediate' && age % (8 * HOUR_MS) === 0) || (kind === 'homeland' && age % (6 * HOUR_MS) === 0)) say('notice');
    if (kind === 'homeland' && step * STEP_MS <= 24 * HOUR_MS && /^(00|06|12|18)00$/.test(ohioTime(now))) say('report');
    if ((kind === 'taylor' || kind === 'blue') && ohioTime(now) === '0005' && /(0101|0401|0701|1001)$/.test(ohioDate(now))) say('list');

    const act = actions.find((each) => each.step === step)?.does;
    if (act === 'extend') life += kind === 'immediate' ? 8 * HOUR_MS : 0;
    else if (act !== undefined) [kind, since, life] = [act === 'text' ? kind : act, Date.parse(now), 48 * HOUR_MS];
  }
  return told;
};

/** The same by the decider, each clock rung at the instant for which it is set. */
const rung = (start: Instant, first: CopKind, actions: readonly Act[]): readonly string[] => {
  const history = historyOf(recordDecider([copRules], standardCatalogue, { partition: 0, partitions: 1, series: 1 }), start);
  const tell = (type: string, mke: string, fields: object) => history.tell(type, { mke, ori: HOME.ori, county: 25, fields: fields as never }, HOME);
  tell('EnterRecord', 'ECOP', { ...ALERT, ...FLAGS[first] });
  const record = () => history.records()[0];
  const ringUntil = (end: Instant): void => {
    for (;;) {
      const [next] = Object.entries(record()?.clocks ?? {}).sort(([a, x], [b, y]) => `${x} ${a}`.localeCompare(`${y} ${b}`));
      if (next === undefined || next[1] > end) return;
      history.moveTo(next[1]);
      expect(history.tell('FireTimer', { stream: `cop/${record()?.idx ?? ''}`, kind: next[0], due: next[1] }, HOME)).toMatchObject({ out: 'accepted' });
      // The same ring again finds nothing to do.
      expect(history.tell('FireTimer', { stream: `cop/${record()?.idx ?? ''}`, kind: next[0], due: next[1] }, HOME)).toMatchObject({ out: 'rejected' });
    }
  };
  for (const { step, does } of actions) {
    const at = addMs(start, step * STEP_MS);
    ringUntil(at);
    history.moveTo(at);
    const { lid = '', fields = {} } = record() ?? {};
    const numbers = { LID: [lid], 'COP-ID': fields['CID'] ?? [] };
    if (does === 'extend') tell('TreatRecord', 'EXT', { LID: [lid] });
    else if (does === 'text') tell('TreatRecord', 'COP3', { ...numbers, ACT: ['A'], ALR3: ['X'] });
    else tell('ModifyRecord', 'MCOP', { ...numbers, ...ALERT, ...FLAGS[does] });
  }
  ringUntil(addMs(start, DAYS * 24 * HOUR_MS));
  return history.events.flatMap(({ d }) => {
    const clock = d['clock'] as Readonly<{ kind: string; due: Instant }> | undefined;
    return clock === undefined ? [] : [`${clock.due} ${clock.kind}`];
  });
};

describe('the clocks of a COP record', () => {
  it('come when decision D3 says, each once, whatever is done to the record and to the clocks of Ohio', () => {
    fc.assert(fc.property(starts, fc.constantFrom<CopKind>('immediate', 'taylor', 'homeland', 'blue'), acts, (start, kind, actions) => {
      expect([...rung(start, kind, actions)].sort()).toEqual([...diary(start, kind, actions)].sort());
    }), { numRuns: 60 });
  });

  it('tell the kinds apart by two fields', () => {
    for (const [kind, flags] of Object.entries(FLAGS)) expect(copKindOf(flags as never)).toBe(kind);
  });
});
