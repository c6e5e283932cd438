import { describe, expect, it } from '@jest/globals';
import { allMessageKeys, check, explain, fieldRule, tagsOfKey, type Message, type MessageKey } from '@statewire/catalogue';
import fc from 'fast-check';
import { formatDot, parseDot, parseJson } from './index.js';

const TODAY = '20261121';
const NEXT_TAG = /\.[A-Z][A-Z0-9-]{0,11}\//;

/** A value as it stands after folding, also that of a name, which holds nothing that the dot format would take for the next field. */
const value = fc
  .array(fc.constantFrom(...'ABCXYZ0189-/,.&\' '), { maxLength: 30, size: 'max' })
  .map((signs) => signs.join('').replace(/ +/g, ' ').replace(/ ?, ?/g, ',').trim())
  .filter((text) => !NEXT_TAG.test(`${text}/`) && !/\.[A-Z0-9-]*$/.test(text));

const OTHERS = [['NAM', 'OWNER.NAM/DOE'], ['ALRT', 'X.ALRT/Y']] as const;

/** Narrative text may hold periods, slashes and even the tags of other keys. */
const narrativeOf = (key: MessageKey) => fc
  .array(fc.oneof(value, fc.constantFrom('SEE REPORT A/B 12.', ...OTHERS.filter(([tag]) => !tagsOfKey(key.mke).has(tag)).map(([, text]) => text), 'END.')), { maxLength: 5 })
  .map((parts) => parts.join(' ').trim().replace(/ +/g, ' '))
  .filter((text) => !/\.(?!NAM\/|ALRT\/)[A-Z][A-Z0-9-]{0,11}\//.test(`${text}/`) && !/\.[A-Z0-9-]*[A-Z0-9-]$/.test(text));

const message: fc.Arbitrary<Message> = fc
  .constantFrom(...allMessageKeys())
  .chain((key) =>
    fc.record({
      mke: fc.constant(key.mke),
      ori: fc.constantFrom('OHCOP0000', 'OH0250000', 'OHLEADSCY'),
      args: fc.constant([]),
      fields: fc
        .uniqueArray(fc.constantFrom(...tagsOfKey(key.mke)), { maxLength: 8 })
        .chain((tags) =>
          fc.tuple(...tags.map((tag) => fc.tuple(fc.constant(tag), fc.array(fieldRule(tag)?.freeText === true ? narrativeOf(key) : value, { minLength: 1, maxLength: 2 })))),
        )
        .map((entries) => Object.fromEntries(entries)),
    }),
  );

const inJson = ({ mke, ori, fields }: Message): unknown => JSON.parse(JSON.stringify({ mke, ori, fields }));

describe('both forms of a message', () => {
  it('give back in dots what was written in dots', () => {
    fc.assert(fc.property(message, (sent) => {
      expect(parseDot(formatDot(sent))).toEqual({ message: sent });
    }), { numRuns: 500 });
  });

  it('carry the same content', () => {
    fc.assert(fc.property(message, (sent) => {
      expect(parseJson(inJson(sent))).toEqual(parseDot(formatDot(sent)));
    }), { numRuns: 500 });
  });

  it('have the same outcome in small letters and wide blanks', () => {
    // The letters of a picture's data are told apart.
    fc.assert(fc.property(message.filter(({ fields }) => fields['IMG'] === undefined), (sent) => {
      const dots = formatDot(sent);
      expect(parseDot(dots.toLowerCase().replaceAll(' ', ' \n\t '))).toEqual(parseDot(dots));
    }), { numRuns: 200 });
  });
});

/** Nonsense with a taste for the format's own signs. */
const nonsense = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300, size: 'max' }),
  fc.array(fc.constantFrom('EV', '.', '/', 'OHCOP0000', 'LIC', 'MIS', 'DOT', '20261121', ',', ' ', '\n', '__proto__', 'é', '\u0000', 'XV', 'ſ', '""'), { maxLength: 60, size: 'max' }).map((parts) => parts.join('')),
  fc.uint8Array({ maxLength: 300, size: 'max' }).map((bytes) => new TextDecoder().decode(bytes)),
);

const judged = (parsed: ReturnType<typeof parseDot>): void => {
  const faults = parsed.message === undefined ? parsed.faults : check(parsed.message, { today: TODAY }).faults;
  if (parsed.message === undefined) expect(faults.map(({ code }) => code)).toContain('FORMAT');
  for (const fault of faults) expect(explain(fault, parsed.message?.mke)).toMatch(/\S/);
};

describe('anything that may come', () => {
  it('as text is a message or a FORMAT fault', () => {
    fc.assert(fc.property(nonsense, (text) => judged(parseDot(text))), { numRuns: 1000 });
  });

  it('as JSON is a message or a FORMAT fault', () => {
    fc.assert(fc.property(fc.oneof(fc.jsonValue(), fc.record({ mke: fc.oneof(fc.string(), fc.constant('EV')), ori: fc.jsonValue(), args: fc.jsonValue(), fields: fc.jsonValue() }, { requiredKeys: [] })), (body) =>
      judged(parseJson(body))), { numRuns: 1000 });
  });

  it('has no number of faults beyond the bound', () => {
    fc.assert(fc.property(fc.array(fc.string(), { maxLength: 200, size: 'max' }), (tags) => {
      const parsed = parseJson({ mke: 'EV', fields: Object.fromEntries(tags.map((tag) => [tag, 'X'])) });
      if (parsed.message !== undefined) expect(check(parsed.message, { today: TODAY }).faults.length).toBeLessThanOrEqual(100);
    }));
  });

  it.each([
    ['periods', '.'.repeat(262_144)],
    ['tags', 'EV.OHCOP0000' + '.LIC/A'.repeat(43_000)],
    ['periods in a text', 'EV.OHCOP0000.MIS/' + '. A'.repeat(80_000)],
    ['tags of others in a text', 'EV.OHCOP0000.MIS/' + '.NAM/A'.repeat(43_000)],
    ['blanks', 'EV.OHCOP0000.MIS/' + ' '.repeat(262_000)],
    ['blanks and letters', 'EV.OHCOP0000.MIS/' + ' \n'.repeat(80_000) + 'A'.repeat(100_000)],
    ['commas', 'RP.OHCOP0000.' + ','.repeat(262_000)],
    ['letters', 'A'.repeat(262_144)],
    ['signs in a case number', 'EV.OHCOP0000.OCA/' + '-'.repeat(262_000) + '\u00e9'],
  ])('of 256 KiB of %s is judged in linear time', (_, text) => {
    const started = performance.now();
    judged(parseDot(text));
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});
