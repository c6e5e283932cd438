import { describe, expect, it } from '@jest/globals';
import { addDays, addDuration, ohioDate, ohioInstant } from '@statewire/clock';
import type { Instant } from '@statewire/kernel';
import fc from 'fast-check';
import { isOnFile } from '../record.js';
import { BASE, BY, FINDER, given, NIC, OTHER, OWNER, type Fields } from './wanted.fixture.js';

type Disposition = 'EXTR' | 'DETN' | 'NOEX';

/** What the manual's reader keeps in mind of one warrant: plain facts, from which each answer is worked out anew. */
class Reader {
  ended = false;
  located: { disposition: Disposition; day: string }[] = [];
  detainer: { ends?: string } | undefined;
  releasedOn: string | undefined;
  reminder: Instant | undefined;
  reminders = 0;

  constructor(readonly temporary: boolean, readonly entered: Instant) {}

  /** To be brought back, or held: from then on its days are counted. */
  private get counted(): boolean { return this.located.some(({ disposition }) => disposition !== 'NOEX'); }

  /** The first instant at which it is on file no more, as far as is known. */
  get over(): Instant | undefined {
    if (this.temporary) return addDuration(this.entered, 'PT48H');
    if (!this.counted) return undefined;
    if (this.detainer !== undefined) return this.detainer.ends === undefined ? undefined : ohioInstant(addDays(this.detainer.ends, 6), '0005');
    const last = [this.located.at(-1)?.day ?? '', this.releasedOn ?? ''].sort().at(-1) ?? '';
    return ohioInstant(addDays(last, 6), '0005');
  }

  timePasses(to: Instant): void {
    if (this.ended) return;
    const { over } = this;
    if (this.reminder !== undefined && this.reminder <= to && (over === undefined || this.reminder < over)) {
      if (this.detainer === undefined) this.reminders += 1;
      this.reminder = undefined;
    }
    if (over !== undefined && over <= to) this.ended = true;
  }

  /** `accepted`, or the code of the refusal. */
  told(step: Step, now: Instant): string {
    if (this.ended) return 'NOT_ON_FILE';
    if (step.act === 'end') {
      this.ended = true;
      return 'accepted';
    }
    if (this.temporary) return 'PROHIBITED';
    const day = ohioDate(now);
    if (step.act === 'locate') return this.locate(step.disposition, day);
    if (step.act === 'modify') return this.counted ? 'LOCATED' : 'accepted';
    if (step.act === 'release') {
      if (this.detainer === undefined) return 'NOT_ON_FILE';
      [this.detainer, this.releasedOn] = [undefined, day];
      return 'accepted';
    }
    if (this.detainer !== undefined) return 'DETAINER';
    if (!this.counted) return 'PROHIBITED';
    this.detainer = step.days === undefined ? {} : { ends: addDays(day, step.days) };
    return 'accepted';
  }

  private locate(disposition: Disposition, day: string): string {
    if (this.detainer !== undefined) return 'DETAINER';
    if (disposition === 'NOEX' && this.counted) return 'LOCATED';
    this.ended = disposition === 'NOEX' && this.located.at(-1)?.disposition === 'NOEX';
    this.located.push({ disposition, day });
    if (disposition !== 'NOEX') [this.reminder, this.releasedOn] = [ohioInstant(addDays(day, 1), '0005'), undefined];
    return 'accepted';
  }
}

type Step =
  | Readonly<{ act: 'locate'; disposition: Disposition; by: string }>
  | Readonly<{ act: 'detain'; days: number | undefined }>
  | Readonly<{ act: 'release' }>
  | Readonly<{ act: 'modify' }>
  | Readonly<{ act: 'end'; mke: 'CW' | 'XW' }>;
type Move = Step | Readonly<{ act: 'wait'; hours: number }>;

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ act: fc.constant('locate' as const), disposition: fc.constantFrom<Disposition[]>('EXTR', 'DETN', 'NOEX', 'NOEX'), by: fc.constantFrom(FINDER, OTHER) }) },
  { weight: 3, arbitrary: fc.record({ act: fc.constant('detain' as const), days: fc.option(fc.nat({ max: 12 }), { nil: undefined }) }) },
  { weight: 2, arbitrary: fc.constantFrom<Step[]>({ act: 'release' }, { act: 'modify' }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('end' as const), mke: fc.constantFrom('CW' as const, 'XW' as const) }) },
);
const moves: fc.Arbitrary<readonly Move[]> = fc.array(
  fc.oneof<fc.MaybeWeightedArbitrary<Move>[]>({ weight: 3, arbitrary: step }, { weight: 3, arbitrary: fc.record({ act: fc.constant('wait' as const), hours: fc.integer({ min: 1, max: 80 }) }) }),
  { maxLength: 25, size: 'max' },
);

type Scene = ReturnType<typeof given>;

/** The clocks of the record ring as they fall due, on the way to an instant. */
const walk = ({ history, record, ring }: Scene, to: Instant): void => {
  for (;;) {
    const { retire, clocks = {}, status } = record();
    const dues = Object.entries({ ...(retire === undefined || status === 'retired' ? {} : { retire }), ...clocks }).filter(([, due]) => due <= to);
    const [first] = dues.sort(([, one], [, other]) => (one < other ? -1 : 1));
    if (first === undefined) break;
    if (first[1] > history.now()) history.moveTo(first[1]);
    expect(ring(...first)).toMatchObject({ out: 'accepted' });
  }
  history.moveTo(to);
};

const messageOf = (move: Step, today: string): readonly [mke: string, fields: Fields, ori: string] => {
  if (move.act === 'locate') return ['LW', { DOR: today, EXT: move.disposition }, move.by];
  if (move.act === 'detain') return ['DW', { DOD: today, DNO: 'D-1', IRI: FINDER, ...(move.days === undefined ? {} : { DSE: addDays(today, move.days) }) }, OWNER];
  if (move.act === 'release') return ['XDW', {}, OWNER];
  if (move.act === 'modify') return ['MW', { HAI: 'BLK' }, OWNER];
  return move.mke === 'CW' ? ['CW', { DCL: today }, OWNER] : ['XW', { DOC: today }, OWNER];
};

const said = (decision: ReturnType<Scene['tell']>): string => (decision.out === 'accepted' ? 'accepted' : (decision.faults[0]?.code ?? ''));

describe('a warrant, whatever is said of it in whatever order', () => {
  it('is never on file after its end, nor gone before it, and its owner is reminded as the manual says', () => {
    fc.assert(
      fc.property(moves, fc.boolean(), (story, temporary) => {
        const scene = given().done([temporary ? 'EWT' : 'EW', BASE]).answered('AcceptEntry');
        const { history, record, tell } = scene;
        const reader = new Reader(temporary, history.now());
        for (const move of story) {
          if (move.act === 'wait') {
            const to = addDuration(history.now(), `PT${String(move.hours)}H`);
            walk(scene, to);
            reader.timePasses(to);
          } else {
            const [mke, fields, ori] = messageOf(move, ohioDate(history.now()));
            expect([mke, said(tell(mke, { ...BY, ...fields }, ori))]).toEqual([mke, reader.told(move, history.now())]);
            if (record().change !== undefined) scene.answered('AcceptChange', { nic: NIC });
          }
          expect(isOnFile(record())).toBe(!reader.ended);
          expect(history.events.filter(({ t, d }) => t === 'wanted-person.noticed' && JSON.stringify(d['clock']).includes('"reminder"'))).toHaveLength(reader.reminders);
        }
      }),
      { numRuns: 800 },
    );
  });
});
