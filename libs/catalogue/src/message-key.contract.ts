import { describe, expect, it } from '@jest/globals';
import { allMessageKeys, check, fieldRule, standardCatalogue, tagsOfKey, type FileName, type Message } from './index.js';
import { aChange, fullest, goodValue, least, leastTags, plus, TODAY, without, withTags } from './messages.fixture.js';

/** What a file's keys are tried with. */
export type KeysUnderTest = Readonly<{
  file: FileName;
  /** The keys of the manual, in order of the alphabet. */
  named: string;
  /** The tags of which an identification needs one, beside the case number. */
  unidentified: string;
}>;

/** A file's keys may have none of what a promise is about. */
const eachOf = <Row extends object>(rows: readonly Row[]) => (name: string, promise: (row: Row) => void): void => {
  if (rows.length > 0) it.each(rows)(name, promise);
};

/** What holds for each message key of a file, by its own data. */
export const messageKeyContract = ({ file, named, unidentified }: KeysUnderTest): void => {
  const keys = allMessageKeys().filter((key) => key.file === file);
  const faultsOf = (message: Message) => check(message, { today: TODAY }).faults;
  const tagsFor = (list: readonly (typeof keys)[number][]) => list.flatMap((key) => [...tagsOfKey(key.mke)].map((tag) => ({ key, mke: key.mke, tag })));

  describe(`the message keys of the ${file} file`, () => {
    it('are those of the manual', () => {
      expect(keys.map(({ mke }) => mke).sort()).toEqual(named.split(' '));
    });

    eachOf(keys)('$mke is taken with the least that it needs', (key) => {
      expect(faultsOf(least(key))).toEqual([]);
    });

    eachOf(keys)('$mke is taken with every field that it knows', (key) => {
      expect(faultsOf(fullest(standardCatalogue, key))).toEqual([]);
    });

    eachOf(keys.flatMap((key) => (key.needs ?? []).map((tag) => ({ key, mke: key.mke, tag }))))('$mke needs $tag', ({ key, tag }) => {
      expect(faultsOf(without(fullest(standardCatalogue, key), tag))).toContainEqual({ code: 'MISSING_FIELD', tag });
    });

    eachOf(keys.flatMap((key) => (key.oneOf ?? []).map((group) => ({ key, mke: key.mke, group, names: group.join('/') }))))(
      '$mke needs one of $names',
      ({ key, group, names }) => {
        const alone = withTags(key, leastTags(key).filter((tag) => !group.includes(tag)));
        expect(faultsOf(alone)).toEqual([{ code: 'MISSING_FIELD', tag: names, why: 'one-of' }]);
      },
    );

    eachOf(keys.flatMap((key) => (key.together ?? []).flatMap((group) => group.map((tag) => ({ key, mke: key.mke, group, tag })))))(
      '$mke misses $tag beside the rest of its group',
      ({ key, tag }) => {
        const faults = faultsOf(without(fullest(standardCatalogue, key), tag));
        expect(faults).toEqual([{ code: 'MISSING_FIELD', tag, why: 'together' }]);
      },
    );

    eachOf(keys.flatMap((key) => (key.identifiedBy ?? []).map((tags) => ({ key, mke: key.mke, tags, names: tags.join(' and ') }))))(
      '$mke is identified by $names',
      ({ key, tags }) => {
        const changed = key.function === 'modify' ? [aChange(key)] : [];
        expect(faultsOf(withTags(key, [...tags, ...(key.needs ?? []), ...changed]))).toEqual([]);
      },
    );

    eachOf(keys.filter(({ identifiedBy }) => identifiedBy !== undefined))('$mke is refused without an identification', (key) => {
      const bare = withTags(key, [...(key.needs ?? []), aChange(key)].filter((tag) => tagsOfKey(key.mke).has(tag)));
      expect(faultsOf(bare)).toEqual([
        { code: 'MISSING_FIELD', tag: 'OCA', why: 'identification' },
        { code: 'MISSING_FIELD', tag: unidentified, why: 'identification' },
      ]);
    });

    eachOf(tagsFor(keys))('$mke refuses a value of $tag that is too long', ({ key, tag }) => {
      const max = fieldRule(tag, file)?.lengthMax ?? 0;
      const faults = faultsOf(plus(fullest(standardCatalogue, key), { [tag]: ['A'.repeat(max + 1)] }));
      expect(faults).toContainEqual({ code: 'FIELD_ERROR', tag, why: 'length' });
    });

    eachOf(tagsFor(keys))('$mke refuses $tag given too often', ({ key, tag }) => {
      const value = goodValue(key, tag);
      const tooMany = Array.from({ length: (fieldRule(tag, file)?.valuesMax ?? 1) + 2 }, () => value);
      expect(faultsOf(plus(fullest(standardCatalogue, key), { [tag]: tooMany }))).toContainEqual({ code: 'FIELD_ERROR', tag, why: 'too-many' });
    });

    eachOf(tagsFor(keys.filter((key) => key.function !== 'modify')))('$mke refuses an empty $tag', ({ key, tag }) => {
      const faults = faultsOf(plus(fullest(standardCatalogue, key), { [tag]: [''] }));
      expect(faults).toContainEqual({ code: 'FIELD_ERROR', tag, why: 'empty' });
    });

    eachOf(tagsFor(keys).filter(({ tag }) => (fieldRule(tag, file)?.codings ?? []).length > 0))('$mke refuses a code of $tag that no table lists', ({ key, tag }) => {
      const faults = faultsOf(plus(fullest(standardCatalogue, key), { [tag]: ['?!'] }));
      expect(faults).toContainEqual({ code: 'FIELD_ERROR', tag, why: 'code' });
    });

    eachOf(tagsFor(keys).filter(({ tag }) => fieldRule(tag, file)?.date === 'past'))('$mke refuses a $tag that is to come, or is no day', ({ key, tag }) => {
      const full = fullest(standardCatalogue, key);
      expect(faultsOf(plus(full, { [tag]: ['20261122'] }))).toEqual([{ code: 'FIELD_ERROR', tag, why: 'future' }]);
      expect(faultsOf(plus(full, { [tag]: ['20260230'] }))).toEqual([{ code: 'FIELD_ERROR', tag, why: 'date' }]);
      expect(faultsOf(plus(full, { [tag]: ['2026AB01'] }))).toEqual([{ code: 'FIELD_ERROR', tag, why: 'form' }]);
    });

    eachOf(keys)('$mke refuses a field that it does not know, whatever its name', (key) => {
      for (const tag of ['DOW', '__proto__', 'constructor', 'toString', '']) {
        const strange: Message = { ...least(key), fields: Object.fromEntries([...Object.entries(least(key).fields), [tag, ['X']]]) };
        expect(faultsOf(strange)).toEqual([{ code: 'UNKNOWN_FIELD', tag }]);
      }
    });
  });
};
