import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { documents } from './documents.js';
import { registrationByPlate } from './example-key.js';
import { allFieldRules, allMessageKeys, announcedKeys, BROADCAST_CODES, catalogueVersion, catalogueWith, findMessageKey, standardCatalogue, tagsOfKey, type MessageKey } from './index.js';
import { message, TODAY } from './messages.fixture.js';

/** What each version of the catalogue was made of. Something else in it is another version: add a line, and move `catalogueVersion`. */
const DIGESTS: Readonly<Record<string, string>> = {
  '1': '643617a000775e685fb3c0e0a846844764d28b11f08cf54426912010a0a471a4',
};

const plain = (_name: string, value: unknown): unknown => (value instanceof RegExp ? value.source : value);

const digest = (): string => {
  const hash = createHash('sha256');
  const data = new URL('../data/', import.meta.url);
  for (const name of readdirSync(data).filter((file) => file.endsWith('.json')).sort()) hash.update(name).update(readFileSync(new URL(name, data)));
  return hash.update(JSON.stringify([allMessageKeys(), announcedKeys(), allFieldRules(), BROADCAST_CODES], plain)).digest('hex');
};

describe('the version of the catalogue', () => {
  it('moves when the catalogue does', () => {
    expect(digest()).toBe(DIGESTS[catalogueVersion]);
  });
});

describe('a key added as data alone', () => {
  const catalogue = catalogueWith([registrationByPlate]);
  const faults = (args: readonly string[], fields: Readonly<Record<string, string>>) => catalogue.check(message('RP', fields, args), { today: TODAY }).faults;

  it('is found, and the keys of the manual with it', () => {
    expect(catalogue.findMessageKey('RP')).toBe(registrationByPlate);
    expect(catalogue.findMessageKey('EV')).toBe(findMessageKey('EV'));
    expect(findMessageKey('RP')).toBeUndefined();
  });

  it('is judged', () => {
    expect(faults(['TST0001', 'PC'], { REQ: 'LEADS PRGM' })).toEqual([]);
    expect(faults([], { REQ: 'LEADS PRGM' })).toEqual([{ code: 'MISSING_FIELD', tag: 'LIC' }]);
    expect(faults(['TST-0001'], { REQ: 'LEADS PRGM' })).toEqual([{ code: 'FIELD_ERROR', tag: 'LIC', why: 'form' }]);
    expect(faults(['TST0001'], { REQ: 'LEADS PRGM', LIC: 'TST0001' })).toEqual([{ code: 'FIELD_ERROR', tag: 'LIC', why: 'too-many' }]);
    expect(faults(['TST0001', 'PC', 'X'], { REQ: 'LEADS PRGM' })).toEqual([{ code: 'FORMAT', why: 'positional' }]);
    expect(faults(['TST0001'], { REQ: 'LEADS PRGM', VIN: '1' })).toEqual([{ code: 'UNKNOWN_FIELD', tag: 'VIN' }]);
  });

  it('is explained', () => {
    expect(catalogue.explain({ code: 'MISSING_FIELD', tag: 'REQ' }, 'RP')).toMatch(/^MISSING FIELD REQ - name of the requester/);
  });

  it('is shown on the printed page', () => {
    const page = documents['docs/catalogue.md']?.() ?? '';
    expect(page).toContain("export const registrationByPlate: MessageKey = {");
    expect(page).toContain('* In front of the fields: LIC, COD');
  });
});

describe('a key that the manual has and nobody can send yet', () => {
  it('is unknown, and the reply says why', () => {
    const { faults } = standardCatalogue.check(message('EVP', {}), { today: TODAY });
    expect(faults).toEqual([{ code: 'UNKNOWN_MKE', tag: 'MKE', why: 'not-offered' }]);
    expect(standardCatalogue.explain(faults[0]!, 'EVP')).toBe('UNKNOWN MKE - the manual has this message key; it is not offered yet');
  });

  it('may stand in a chapter alone', () => {
    expect(announcedKeys().map(({ mke }) => mke)).toEqual(expect.arrayContaining(['RS', 'RF', 'QLD', 'QNP']));
  });

  it('is announced once, and no more when it is offered', () => {
    const names = announcedKeys().map(({ mke }) => mke);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toContain('RP');
    expect(catalogueWith([registrationByPlate]).announcedKeys().map(({ mke }) => mke)).not.toContain('RP');
    expect(names.filter((mke) => findMessageKey(mke) !== undefined)).toEqual([]);
  });
});

describe('a definition that does not fit', () => {
  it.each<[string, MessageKey, RegExp]>([
    ['comes twice', { ...registrationByPlate, mke: 'EV' }, /defined twice/],
    ['names an unknown tag', { ...registrationByPlate, needs: ['NOTAG'] }, /unknown tags: NOTAG/],
    ['points to no entry key', { ...registrationByPlate, entry: 'QQ' }, /unknown entry key QQ/],
  ])('is told at the start: it %s', (_what, key, words) => {
    expect(() => catalogueWith([key])).toThrow(words);
  });
});

describe('the printed page', () => {
  const page = documents['docs/catalogue.md']?.() ?? '';

  it('is the one in the repository', () => {
    expect(readFileSync(new URL('../../../docs/catalogue.md', import.meta.url), 'utf8')).toBe(page);
  });

  it('names every key, tag and condition', () => {
    for (const { mke, title, conditions = [] } of allMessageKeys()) {
      expect(page).toContain(`| ${mke} | ${title} |`);
      for (const tag of tagsOfKey(mke)) expect(page).toContain(`\n| ${tag} |`);
      for (const { says } of conditions) expect(page).toContain(says);
    }
  });
});

describe('a message of nonsense', () => {
  const { faults } = standardCatalogue.check(
    message('EV', Object.fromEntries(Array.from({ length: 1_000 }, (_, at) => [`${String(at)}-${'LONG'.repeat(20)}`, 'X']))),
    { today: TODAY },
  );

  it('is told a bounded number of faults, with short tags', () => {
    expect(faults).toHaveLength(100);
    expect(faults[0]).toEqual({ code: 'UNKNOWN_FIELD', tag: '0-LONGLONGLONGLONGLO' });
  });

  it('is told that its ORI is none', () => {
    expect(standardCatalogue.check({ ...message('QV', { LIC: 'A1' }), ori: 'OHCOP' }, { today: TODAY }).faults).toEqual([{ code: 'FORMAT', tag: 'ORI', why: 'ori' }]);
  });
});

describe('a name from the prototype', () => {
  it.each(['__proto__', 'constructor', 'toString'])('%s is no message key', (mke) => {
    expect(findMessageKey(mke)).toBeUndefined();
    expect([...tagsOfKey(mke)]).toEqual([]);
    expect(standardCatalogue.check(message(mke, {}), { today: TODAY })).toEqual({ faults: [{ code: 'UNKNOWN_MKE', tag: 'MKE' }], notices: [] });
  });
});
