import { describe, expect, it } from '@jest/globals';
import { allMessageKeys, check, fieldRule, standardCatalogue, tagsOfKey, type Message } from './index.js';
import { fullest, least, leastTags, plus, TODAY, without, withTags } from './messages.fixture.js';

const keys = allMessageKeys().filter(({ file }) => file === 'vehicle');
const faultsOf = (message: Message) => check(message, { today: TODAY }).faults;
const tagsFor = (list: readonly (typeof keys)[number][]) => list.flatMap((key) => [...tagsOfKey(key.mke)].map((tag) => ({ key, mke: key.mke, tag })));

describe('the message keys of the vehicle file', () => {
  it('are those of the manual', () => {
    expect(keys.map(({ mke }) => mke).sort()).toEqual(
      'CF CV EF EF-A EF-F EF-P EV EV-A EV-F EV-P LF LV MF MV QV XF XV'.split(' '),
    );
  });

  it.each(keys)('$mke is taken with the least that it needs', (key) => {
    expect(faultsOf(least(key))).toEqual([]);
  });

  it.each(keys)('$mke is taken with every field that it knows', (key) => {
    expect(faultsOf(fullest(standardCatalogue, key))).toEqual([]);
  });

  it.each(keys.flatMap((key) => (key.needs ?? []).map((tag) => ({ key, mke: key.mke, tag }))))('$mke needs $tag', ({ key, tag }) => {
    expect(faultsOf(without(fullest(standardCatalogue, key), tag))).toContainEqual({ code: 'MISSING_FIELD', tag });
  });

  it.each(keys.flatMap((key) => (key.oneOf ?? []).map((group) => ({ key, mke: key.mke, group, names: group.join('/') }))))(
    '$mke needs one of $names',
    ({ key, group, names }) => {
      const alone = withTags(key, leastTags(key).filter((tag) => !group.includes(tag)));
      expect(faultsOf(alone)).toEqual([{ code: 'MISSING_FIELD', tag: names, why: 'one-of' }]);
    },
  );

  it.each(keys.flatMap((key) => (key.together ?? []).flatMap((group) => group.map((tag) => ({ key, mke: key.mke, group, tag })))))(
    '$mke misses $tag beside the rest of its group',
    ({ key, tag }) => {
      const faults = faultsOf(without(fullest(standardCatalogue, key), tag));
      expect(faults).toEqual([{ code: 'MISSING_FIELD', tag, why: 'together' }]);
    },
  );

  it.each(keys.flatMap((key) => (key.identifiedBy ?? []).map((tags) => ({ key, mke: key.mke, tags, names: tags.join(' and ') }))))(
    '$mke is identified by $names',
    ({ key, tags }) => {
      const change = key.function === 'modify' ? ['VCO'] : [];
      expect(faultsOf(withTags(key, [...tags, ...(key.needs ?? []), ...change]))).toEqual([]);
    },
  );

  it.each(keys.filter(({ identifiedBy }) => identifiedBy !== undefined))('$mke is refused without an identification', (key) => {
    const bare = withTags(key, [...(key.needs ?? []), 'VCO'].filter((tag) => tagsOfKey(key.mke).has(tag)));
    expect(faultsOf(bare)).toEqual([
      { code: 'MISSING_FIELD', tag: 'OCA', why: 'identification' },
      { code: 'MISSING_FIELD', tag: 'NIC/VIN/LIC', why: 'identification' },
    ]);
  });

  it.each(tagsFor(keys))('$mke refuses a value of $tag that is too long', ({ key, tag }) => {
    const max = fieldRule(tag)?.lengthMax ?? 0;
    const faults = faultsOf(plus(fullest(standardCatalogue, key), { [tag]: ['A'.repeat(max + 1)] }));
    expect(faults).toContainEqual({ code: 'FIELD_ERROR', tag, why: 'length' });
  });

  it.each(tagsFor(keys))('$mke refuses $tag given too often', ({ key, tag }) => {
    const value = fullest(standardCatalogue, key).fields[tag]?.[0] ?? '';
    const tooMany = Array.from({ length: (fieldRule(tag)?.valuesMax ?? 1) + 2 }, () => value);
    expect(faultsOf(plus(fullest(standardCatalogue, key), { [tag]: tooMany }))).toContainEqual({ code: 'FIELD_ERROR', tag, why: 'too-many' });
  });

  it.each(tagsFor(keys.filter((key) => key.function !== 'modify')))('$mke refuses an empty $tag', ({ key, tag }) => {
    const faults = faultsOf(plus(fullest(standardCatalogue, key), { [tag]: [''] }));
    expect(faults).toContainEqual({ code: 'FIELD_ERROR', tag, why: 'empty' });
  });

  it.each(tagsFor(keys).filter(({ tag }) => (fieldRule(tag)?.codings ?? []).length > 0))('$mke refuses a code of $tag that no table lists', ({ key, tag }) => {
    const faults = faultsOf(plus(fullest(standardCatalogue, key), { [tag]: ['?!'] }));
    expect(faults).toContainEqual({ code: 'FIELD_ERROR', tag, why: 'code' });
  });

  it.each(tagsFor(keys).filter(({ tag }) => fieldRule(tag)?.date === 'past'))('$mke refuses a $tag that is to come, or is no day', ({ key, tag }) => {
    const full = fullest(standardCatalogue, key);
    expect(faultsOf(plus(full, { [tag]: ['20261122'] }))).toEqual([{ code: 'FIELD_ERROR', tag, why: 'future' }]);
    expect(faultsOf(plus(full, { [tag]: ['20260230'] }))).toEqual([{ code: 'FIELD_ERROR', tag, why: 'date' }]);
    expect(faultsOf(plus(full, { [tag]: ['2026AB01'] }))).toEqual([{ code: 'FIELD_ERROR', tag, why: 'form' }]);
  });

  it.each(keys)('$mke refuses a field that it does not know, whatever its name', (key) => {
    for (const tag of ['DOW', '__proto__', 'constructor', 'toString', '']) {
      const strange: Message = { ...least(key), fields: Object.fromEntries([...Object.entries(least(key).fields), [tag, ['X']]]) };
      expect(faultsOf(strange)).toEqual([{ code: 'UNKNOWN_FIELD', tag }]);
    }
  });
});

describe('an entry key', () => {
  it.each([
    ['EV', 'STOLEN VEHICLE'],
    ['EV-A', 'STOLEN VEHICLE - ARMED'],
    ['EV-F', 'STOLEN VEHICLE - ARMED - HOLD FOR LATENT PRINTS'],
    ['EV-P', 'STOLEN VEHICLE - HOLD FOR LATENT PRINTS'],
    ['EF', 'FELONY VEHICLE'],
    ['EF-A', 'FELONY VEHICLE - ARMED'],
    ['EF-F', 'FELONY VEHICLE - ARMED - HOLD FOR LATENT PRINTS'],
    ['EF-P', 'FELONY VEHICLE - HOLD FOR LATENT PRINTS'],
  ])('%s shows as %s', (mke, translation) => {
    expect(keys.find((key) => key.mke === mke)).toMatchObject({ function: 'enter', translation, right: 'enter', sentTo: ['LEADS', 'NCIC'] });
  });

  it.each(keys.filter((key) => key.function === 'enter'))('$mke of an agency that is not staffed at all hours says in MIS how a hit is confirmed', (key) => {
    expect(check(least(key), { today: TODAY, staffed24x7: false }).faults).toEqual([{ code: 'MISSING_FIELD', tag: 'MIS', why: 'after-hours' }]);
    expect(check(fullest(standardCatalogue, key), { today: TODAY, staffed24x7: false }).faults).toEqual([]);
  });
});
