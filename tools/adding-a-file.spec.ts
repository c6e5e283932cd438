import { describe, expect, it } from '@jest/globals';
import { catalogueWith, type FieldRule, type MessageKey } from '@statewire/catalogue';
import { code } from '@statewire/catalogue/fields/define';
import { FORWARDED, LINK, propertyUpdates } from '@statewire/catalogue/keys/property.messages';
import { lookupsFor, recordDecider, searchKey, searchKeys, type FileRules } from '@statewire/record-file';
import { keysOf } from '@statewire/record-file/files/keys-of';
import { YEARLY_VALIDATION } from '@statewire/record-file/files/yearly-validation';
import { historyOf } from '@statewire/record-file/history.fixture';
import { recordLifeContract } from '@statewire/record-file/record-life.contract';
import { transformSync } from '@swc/core';
import { readFileSync } from 'node:fs';
import { compileFunction } from 'node:vm';

const page = readFileSync(new URL('../docs/adding-a-file.md', import.meta.url), 'utf8');
const snippets = [...page.matchAll(/```ts\n([^]*?)```/g)].map(([, text = '']) => text);
const [fieldsSnippet = '', keysSnippet = '', rulesSnippet = '', contractSnippet = ''] = snippets;

/** Runs a snippet as its file would run, with what it imports, and gives what it exports under `name`. */
const exported = (snippet: string, imports: Readonly<Record<string, unknown>>, name?: string): unknown => {
  const source = snippet.replace(/^import .*$/gm, '').replace(/^export /gm, '');
  const { code: script } = transformSync(source, { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, isModule: false, configFile: false, swcrc: false });
  const run = compileFunction(`${script}\nreturn ${name ?? 'undefined'};`, Object.keys(imports)) as (...values: readonly unknown[]) => unknown;
  return run(...Object.values(imports));
};

const articleFields = exported(fieldsSnippet, { code }, 'articleFields') as readonly FieldRule[];
const articleKeys = exported(keysSnippet, { FORWARDED, LINK, propertyUpdates }, 'articleKeys') as readonly MessageKey[];
const catalogue = catalogueWith(articleKeys, articleFields);
const articleRules = exported(rulesSnippet, {
  identifications: catalogue.identifications,
  keysOf: (...[file, kind]: Parameters<typeof keysOf>) => keysOf(file, kind, catalogue.allMessageKeys()),
  YEARLY_VALIDATION,
}, 'articleRules') as FileRules;

const START = '2026-11-20T13:00:00.000Z';
const BICYCLE = { OCA: ['26-1'], DOT: ['20261119'], TYP: ['BBICYCL'], SER: ['S1'], MIS: ['RED'] };
const message = (mke: string, fields: Readonly<Record<string, readonly string[]>>, ori = 'OHCOP0000') => ({ mke, ori, args: [], staffed24x7: true, fields });

describe('a file that the page adds', () => {
  it('has its keys checked, by the rules of this file', () => {
    const faults = (fields: Readonly<Record<string, readonly string[]>>) => catalogue.check({ mke: 'EA', ori: 'OHCOP0000', args: [], fields }, { today: '20261120' }).faults;
    expect(faults(BICYCLE)).toEqual([]);
    expect(faults({ ...BICYCLE, OAN: ['S1'] })).toEqual([{ code: 'FIELD_ERROR', tag: 'OAN', why: 'oan-as-ser' }]);
    expect(faults({ ...BICYCLE, TYP: ['OVI'] })).toEqual([{ code: 'FIELD_ERROR', tag: 'TYP', why: 'code' }]);
  });

  it('takes a record, waits for NCIC, finds it, refuses its double and lets it go with its locate', () => {
    const life = historyOf(recordDecider([articleRules], catalogue, { partition: 0, partitions: 4 }), START);
    expect(life.tell('EnterRecord', message('EA', BICYCLE))).toMatchObject({ events: [{ t: 'article.submitted', d: { idx: 'AR00000004', line: 'NCIC' } }] });
    expect(life.tell('EnterRecord', message('EA', { ...BICYCLE, OCA: ['26-2'] }))).toMatchObject({ faults: [{ code: 'ON_FILE', idx: 'AR00000004' }] });
    expect(life.tell('AcceptEntry', { idx: 'AR00000004', nic: 'A000000001' }, { key: 'OHCOP0000' })).toMatchObject({ events: [{ d: { due: { retire: '2028-01-01T05:05:00.000Z' } } }] });

    const [record] = life.records();
    if (record === undefined) throw new Error('nothing is on file');
    expect(searchKeys(articleRules, record)).toContain(searchKey('SER', 'S1'));
    const fitting = (fields: Readonly<Record<string, readonly string[]>>) => lookupsFor(catalogue.findMessageKey('QA')?.searches ?? [], fields, '20261120').map(({ fits }) => fits(record));
    expect([fitting({ SER: ['S1'] }), fitting({ SER: ['S2'] })]).toEqual([[100], [undefined]]);
    const { mke, owner: ori, idx, lid, fields } = record;
    expect(catalogue.recordText('article', { mke, ori, idx, lid, fields })).toMatch(/^MKE\/STOLEN ARTICLE\nORI\/OHCOP0000[^]*SER\/S1/);

    const locate = message('LA', { NIC: ['A000000001'], OCA: ['26-1'], DOR: ['20261120'] }, 'OHCLP0000');
    expect(life.tell('LocateRecord', locate, { key: 'OHCOP0000' })).toMatchObject({ events: [{ d: { status: 'located' } }] });
  });
});

exported(contractSnippet, { articleRules, standardCatalogue: catalogue, recordLifeContract });
