import { FAULT_CODES } from '@statewire/kernel';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { allMessageKeys, check, checkRecord, explain, fieldRule, identify, recordText, splitPrivacy, tagsOfKey, type FieldValues, type Message, type MessageKey } from './index.js';
import { goodValue, least, plus, TODAY } from './messages.fixture.js';

const keys = allMessageKeys();
const entryKeys = keys.filter((key) => key.function === 'enter');

/** Mostly good values, some of which break a rule, over any choice of the key's fields. */
const valueOf = (key: MessageKey, tag: string): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 8, arbitrary: fc.constant(goodValue(key, tag)) },
    { weight: 1, arbitrary: fc.constantFrom('', '0', 'NONE', 'MC', 'CYL', 'ATV', 'SNOW', 'TRLR', '20271231', '2020', 'NX', 'SVIN', '-') },
    { weight: 1, arbitrary: fc.string({ maxLength: 30, size: 'max' }) },
  );

const fieldsOf = (key: MessageKey, tags: fc.Arbitrary<readonly string[]>): fc.Arbitrary<FieldValues> =>
  tags
    .chain((chosen) => fc.tuple(...chosen.map((tag) => fc.tuple(fc.constant(tag), fc.array(valueOf(key, tag), { minLength: 1, maxLength: 2 }).map((values) => (values[0] === values[1] ? values.slice(1) : values))))))
    .map((entries) => Object.fromEntries(entries));

const messageOf = (from: readonly MessageKey[]): fc.Arbitrary<Message> =>
  fc.constantFrom(...from).chain((key) => fieldsOf(key, fc.subarray([...tagsOfKey(key.mke)])).map((fields) => ({ mke: key.mke, ori: 'OHCOP0000', args: [], fields })));

/** The least that a key takes with one field or two of any values, so that the check has seldom another reason to refuse it. */
const nearlyGood = (key: MessageKey): fc.Arbitrary<Message> =>
  fieldsOf(key, fc.shuffledSubarray([...tagsOfKey(key.mke)]).map((tags) => tags.slice(0, 2))).map((further) => plus(least(key), further));

describe('the check of any message', () => {
  it('tells its faults in the order in which a reply chooses its code, none twice', () => {
    fc.assert(fc.property(messageOf(keys), fc.boolean(), (sent, staffed24x7) => {
      const { faults } = check(sent, { today: TODAY, staffed24x7 });
      const ranks = faults.map(({ code }) => FAULT_CODES.indexOf(code));
      expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
      expect(new Set(faults.map((fault) => JSON.stringify(fault))).size).toBe(faults.length);
      for (const fault of faults) expect(explain(fault, sent.mke)).toMatch(/^[A-Z ]+/);
    }), { numRuns: 500 });
  });

  it('is the same whatever the order of its fields', () => {
    const sorted = (message: Message) => check(message, { today: TODAY }).faults.map((fault) => JSON.stringify(fault)).sort();
    fc.assert(fc.property(messageOf(keys), (sent) => {
      const turned: Message = { ...sent, fields: Object.fromEntries(Object.entries(sent.fields).reverse()) };
      expect(sorted(turned)).toEqual(sorted(sent));
      expect(identify(turned)).toEqual(identify(sent));
    }), { numRuns: 300 });
  });

  it('takes an entry if and only if the record that it makes keeps the rules', () => {
    const said = (fields: FieldValues): boolean => Object.values(fields).flat().every((value) => value !== '');
    fc.assert(fc.property(fc.oneof(messageOf(entryKeys), fc.constantFrom(...entryKeys).chain(nearlyGood)).filter(({ fields }) => said(fields)), (sent) => {
      expect(checkRecord(sent.mke, sent.fields, { today: TODAY })).toEqual(check(sent, { today: TODAY }).faults);
    }), { numRuns: 500 });
  });

  it('takes nothing that the dictionary refuses', () => {
    let taken = 0;
    fc.assert(fc.property(fc.constantFrom(...keys).chain((key) => fc.tuple(fc.constant(key), nearlyGood(key))), ([{ file }, sent]) => {
      if (check(sent, { today: TODAY }).faults.length > 0) return;
      taken += 1;
      for (const [tag, values] of Object.entries(sent.fields)) {
        const rule = fieldRule(tag, file);
        for (const value of values.filter((given) => given !== '')) {
          expect(value).toMatch(rule?.pattern ?? /$./);
          expect(value.length).toBeLessThanOrEqual(rule?.lengthMax ?? 0);
        }
      }
    }), { numRuns: 500 });
    expect(taken).toBeGreaterThan(50);
  });
});

describe('any record', () => {
  it('is printed with all its values', () => {
    // An image's entry names its record by the numbers of that; a record's own stand there otherwise.
    fc.assert(fc.property(messageOf(entryKeys.filter(({ mke }) => !tagsOfKey(mke).has('IDX'))), ({ mke, fields }) => {
      const text = recordText('vehicle', { mke, ori: 'OHCOP0000', fields, idx: 'SV00000001', lid: '00000001' });
      for (const [tag, values] of Object.entries(fields)) for (const value of values) if (value !== '') expect(text).toContain(`${tag}/${value}`);
    }), { numRuns: 200 });
  });

  it('is parted into public and personal fields without loss', () => {
    fc.assert(fc.property(messageOf(keys), ({ fields }) => {
      const parts = splitPrivacy(fields);
      expect({ ...parts.public, ...parts.personal }).toEqual(fields);
      expect(Object.keys(parts.public).filter((tag) => Object.hasOwn(parts.personal, tag))).toEqual([]);
    }), { numRuns: 200 });
  });
});
