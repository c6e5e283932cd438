import { afterAll, describe, expect, it } from '@jest/globals';
import { addDuration } from '@statewire/clock';
import type { DomainDecision, JsonObject } from '@statewire/kernel';
import fc from 'fast-check';
import { ASSIGNED_TAGS, type Fields } from './fields.js';
import type { FileRules, Knowledge } from './file-rules.js';
import { countedAfterLoss, type History, historyOf, replay } from './history.fixture.js';
import { distinct, lifeModel, type ModelRecord } from './life-model.fixture.js';
import { lidOf } from './numbering.js';
import { recordDecider } from './record.decider.js';
import { LIFE_EVENTS } from '@statewire/contracts';

/** What random messages are made of: few values a tag, so that records meet. */
export type Pools = Readonly<Record<string, readonly string[]>>;

/** Stories for each promise. */
const RUNS = 120;
/** Beyond those of all promises together. */
const MORE_STORIES_MAX = 1_000;
const START = '2026-11-20T13:00:00.000Z';
const AGENCIES = ['OHCOP0000', 'OHCLP0000', 'OH0180000'];
const PLACE = { partition: 1, partitions: 4 };
const ACTS = { ModifyRecord: 'modify', LocateRecord: 'locate', ClearRecord: 'clear', CancelRecord: 'cancel' } as const;
/** What the line says, and to what; mostly it answers what was asked. */
const ANSWERS = ['AcceptEntry', 'AcceptEntry', 'AcceptEntry', 'RefuseEntry', 'AcceptChange', 'AcceptChange', 'RefuseChange', 'RefuseChange', 'RefuseChange'] as const;
const SWAPPED = { AcceptEntry: 'AcceptChange', RefuseEntry: 'RefuseChange', AcceptChange: 'AcceptEntry', RefuseChange: 'RefuseEntry' } as const;

const stepsOf = (rules: FileRules, pools: Pools) => {
  const pick = fc.nat({ max: 999 });
  const values = (further: readonly string[]) =>
    Object.fromEntries(Object.entries(pools).map(([tag, all]) => [tag, fc.constantFrom(...all, ...further)]));
  /** An entry says most of what it can, a change little. */
  const entry = fc.tuple(fc.record(values([])), fc.subarray(Object.keys(pools), { maxLength: 2 }))
    .map(([all, without]) => Object.fromEntries(Object.entries(all).filter(([tag]) => !without.includes(tag))));
  const change = fc.tuple(fc.record(values([''])), fc.subarray(Object.keys(pools), { maxLength: 2 }))
    .map(([all, tags]) => Object.fromEntries(tags.map((tag) => [tag, all[tag]])));
  const kinds = fc.constantFrom(...Object.values(rules.kinds));
  return fc.array(
    fc.oneof(
      { weight: 6, arbitrary: fc.record({ step: fc.constant('enter' as const), kind: kinds, agency: fc.constantFrom(...AGENCIES), fields: entry }) },
      {
        weight: 8,
        arbitrary: fc.record({
          step: fc.constant('act' as const), type: fc.constantFrom(...(Object.keys(ACTS) as (keyof typeof ACTS)[])), record: pick, way: pick,
          agency: fc.option(fc.constantFrom(...AGENCIES), { freq: 2 }), resolved: fc.boolean(), fields: change, wrong: fc.integer({ min: 0, max: 9 }),
        }),
      },
      { weight: 8, arbitrary: fc.record({ step: fc.constant('answer' as const), type: fc.constantFrom(...ANSWERS), record: pick }) },
      { weight: 3, arbitrary: fc.record({ step: fc.constant('fire' as const), record: pick, due: fc.option(pick) }) },
      { weight: 1, arbitrary: fc.record({ step: fc.constant('wait' as const), days: fc.integer({ min: 1, max: 120 }) }) },
    ),
    { maxLength: 60, size: 'max' },
  );
};

const finder = (owner: string): string => AGENCIES.find((agency) => agency !== owner) ?? '';

type Step = ReturnType<typeof stepsOf> extends fc.Arbitrary<readonly (infer S)[]> ? S : never;
type Told = Readonly<{ type: string; payload: JsonObject; key: string }>;

const listed = (fields: Readonly<Record<string, string | undefined>>): Fields =>
  Object.fromEntries(Object.entries(fields).map(([tag, value]) => [tag, [value ?? '']]));

/** The command that a step means where the records stand so; undefined for one that lacks its record. */
const commandOf = (rules: FileRules, step: Step, records: readonly ModelRecord[], dues: readonly string[], count: number): Told | undefined => {
  if (step.step === 'wait') return undefined;
  if (step.step === 'enter') {
    const mke = (step.kind.keys.enter ?? [])[count % (step.kind.keys.enter ?? []).length] ?? '';
    return { type: 'EnterRecord', payload: { mke, ori: step.agency, fields: listed(step.fields) }, key: step.agency };
  }
  // Mostly one of the latest, so that histories get deep.
  const record = records[Math.max(0, records.length - 1 - (step.record % (step.record % 5 === 0 ? 50 : 3)))];
  if (record === undefined) return undefined;
  const { idx, owner } = record;
  if (step.step === 'fire') {
    const due = step.due === null ? record.retire : dues[step.due % Math.max(dues.length, 1)];
    return due === undefined ? undefined : { type: 'FireTimer', payload: { stream: `${rules.file}/${idx}`, kind: 'retire', due }, key: owner };
  }
  if (step.step === 'answer') {
    const toChange = step.type.endsWith('Change');
    const type = toChange === (record.change !== undefined) || step.record % 4 === 0 ? step.type : SWAPPED[step.type];
    const nic = `${rules.line?.nicLetter ?? 'V'}${String(count).padStart(9, '0')}`;
    return { type, payload: { idx, ...(type === 'AcceptEntry' ? { nic } : { reason: 'REJECT' }), change: record.change?.number ?? record.version }, key: owner };
  }
  const named: Readonly<Record<string, string | undefined>> = { NIC: record.nic, IDX: idx, LID: idx.slice(2) };
  const tags = rules.identifications[step.way % rules.identifications.length] ?? [];
  const naming = Object.fromEntries(tags.map((tag) => [tag, [named[tag] ?? record.fields[tag]?.[0] ?? 'NONE', ...(step.wrong === 1 && !ASSIGNED_TAGS.includes(tag) ? ['X1'] : [])]]));
  const said = step.type === 'ModifyRecord' ? { ...listed(step.fields), ...naming } : naming;
  const fields = step.wrong === 0 ? { ...said, OCA: ['WRONG'] } : step.type === 'ModifyRecord' ? said : Object.fromEntries(Object.entries(said).map(([tag, [value = '']]) => [tag, [value]]));
  const payload = { mke: (rules.kinds[record.kind]?.keys[ACTS[step.type]] ?? [])[0] ?? '', ori: step.agency ?? (step.type === 'LocateRecord' ? finder(owner) : owner), fields, ...(step.resolved ? { idx } : {}) };
  return { type: step.type, payload, key: owner };
};

const outcome = (decision: DomainDecision): string => (decision.out === 'accepted' ? 'accepted' : distinct(decision.faults.map(({ code }) => code)));

const shown = ({ idx, status, fields, nic, version, change }: Omit<ModelRecord, 'change'> & Readonly<{ change?: ModelRecord['change'] }>) =>
  ({ idx, status, fields, nic, version, change: change?.number });

const withoutCount = (table: ReadonlyMap<string, unknown>) =>
  Object.fromEntries([...table].filter(([key]) => key !== 'numbers' && !key.startsWith('withdrawn/')));

/**
 * Random histories of three agencies against a slow second telling of the same rules. Bound with the rules of a file,
 * so that each file's data are tried, not the engine's alone.
 */
export const recordLifeContract = (rules: FileRules, knowledge: Knowledge, pools: Pools): void => {
  const decider = recordDecider([rules], knowledge, PLACE);
  const steps = stepsOf(rules, pools);
  const seen = new Set<string>();
  const met = new Set<string>();

  const play = (story: readonly Step[]) => {
    const history: History = historyOf(decider, START);
    const model = lifeModel(rules, knowledge, ({ idxPrefix }, count) => `${idxPrefix}${lidOf(count, PLACE)}`);
    const dues: string[] = [];
    story.forEach((step, count) => {
      if (step.step === 'wait') history.moveTo(addDuration(history.now(), `P${String(step.days)}D`));
      const told = commandOf(rules, step, model.records, dues, count);
      if (told === undefined) return;
      const expected = model.tell(told.type, told.payload, history.now());
      const decided = outcome(history.tell(told.type, told.payload, { key: told.key }));
      expect({ ...told, outcome: decided }).toEqual({ ...told, outcome: expected });
      met.add(decided);
      dues.push(...model.records.flatMap(({ retire }) => retire ?? []));
    });
    for (const { t } of history.events) seen.add(t);
    return { history, model };
  };
  const holds = (judge: (played: ReturnType<typeof play>) => void): void => {
    fc.assert(fc.property(steps, (story) => { judge(play(story)); }), { numRuns: RUNS });
  };

  describe(`the life of a ${rules.file} record`, () => {
    it('is what the slow telling says: on file neither before its acceptance nor after its end, gone never before', () => {
      holds(({ history, model }) => {
        expect(history.records().map(shown)).toEqual(model.records.map(shown));
        expect(history.records().map(({ retire }) => retire)).toEqual(model.records.map(({ retire }) => retire));
      });
    });

    it('never lets two records of an agency coexist that are alike', () => {
      holds(({ model }) => {
        for (const record of model.live()) expect(model.doubles(record.kind, record.owner, record.fields, record)).toBe(false);
      });
    });

    it('leaves a table that the last event of each record makes from nothing, indexes included', () => {
      holds(({ history }) => {
        const last = new Map(history.events.map((event) => [event.s, event]));
        expect(withoutCount(replay(decider, [...last.values()]))).toEqual(withoutCount(history.table));
      });
    });

    it('folds to the same table however often', () => {
      holds(({ history }) => { expect(replay(decider, history.events)).toEqual(history.table); });
    });

    it('counts on behind what was lost', () => {
      holds(({ history }) => {
        const counts = [...history.table].filter(([key]) => key.split('/')[0] === 'numbers');
        expect(countedAfterLoss(decider, history.events)).toEqual(new Map(counts));
      });
    });

    it('has one end, after which only an unanswered entry may be withdrawn', () => {
      holds(({ history }) => {
        const ended = new Set<string>();
        for (const { s, t, d, sv } of history.events) {
          expect(ended.has(s) && !t.endsWith('.withdrawn')).toBe(false);
          expect(d['version']).toBe(sv);
          if (!['pending', 'active', 'located'].includes(String(d['status']))) ended.add(s);
        }
      });
    });

    afterAll(() => {
      // Histories that never came to an event or a refusal would prove nothing about it: where chance left one out, more are played.
      const wanted = LIFE_EVENTS.map((what) => `${rules.file}.${what}`).sort();
      const codes = ['NOT_OWNER', 'ON_FILE', 'NOT_ON_FILE', 'PENDING_CHANGE', 'NOT_AUTHORIZED', 'OBSOLETE', ...(rules.locate.first === 'ends' ? [] : ['LOCATED'])];
      const lacks = (): boolean => wanted.some((event) => !seen.has(event)) || codes.some((code) => !met.has(code));
      for (let more = 0; more < MORE_STORIES_MAX && lacks(); more += 1) for (const story of fc.sample(steps, 1)) play(story);
      expect([...seen].sort()).toEqual(wanted);
      for (const code of codes) expect(met).toContain(code);
    });
  });
};
