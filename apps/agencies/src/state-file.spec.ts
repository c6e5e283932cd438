import { afterAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readStateFile } from './state-file.js';

const folder = mkdtempSync(join(tmpdir(), 'state-file-'));
afterAll(() => { rmSync(folder, { recursive: true }); });

const demo = readStateFile(undefined);

/** The refusal of a file that holds this; undefined when it is taken. */
const refusal = (content: unknown): string | undefined => {
  const path = join(folder, 'state.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  try {
    readStateFile(path);
    return undefined;
  } catch (cause) {
    return (cause as Error).message;
  }
};
const [agency, second] = demo.agencies;
const [terminal] = demo.terminals;
const [operator] = demo.operators;

describe('a state file', () => {
  it('is taken as the demo state is', () => { expect(refusal(demo)).toBeUndefined(); });

  it.each<[string, unknown, RegExp]>([
    ['nothing to read', '{', /is not JSON/],
    ['a part missing', { ...demo, terminals: undefined }, /terminals: a list$/],
    ['no agency', { ...demo, agencies: [] }, /agencies: at least one/],
    ['no terminal', { ...demo, terminals: [] }, /terminals: at least one/],
    ['no operator', { ...demo, operators: [] }, /operators: at least one/],
    ['no object', [], /does not fit\. an object with password, agencies, terminals, operators$/],
    ['an entry that is none', { ...demo, agencies: ['OHLEADSCY'] }, /agencies\.0: an object with ori, name, /],
    ['an entry without its name', { ...demo, terminals: [{ ...terminal, id: undefined }] }, /terminals\.0\.id: one to sixteen capital letters or digits$/],
    ['a member missing', { ...demo, agencies: [...demo.agencies, { ...second, ori: 'OHCOP0009', staffed24x7: undefined }] }, /agency OHCOP0009, staffed24x7: true or false$/],
    ['a name of no length', { ...demo, operators: [{ ...operator, name: '' }] }, /operator ctl1, name: a text of 1 to 100 characters$/],
    ['a field that does not fit', { ...demo, agencies: [{ ...agency, county: 89 }] }, /agency OHLEADSCY, county: a whole number from 1 to 88, or null;/],
    ['a password that is short', { ...demo, password: 'short' }, /password: a text of 15 to 128 characters$/],
    ['an agency twice', { ...demo, agencies: [...demo.agencies, agency] }, new RegExp(`agency ${agency?.ori ?? ''} is there more than once`)],
    ['a terminal twice', { ...demo, terminals: [...demo.terminals, terminal] }, new RegExp(`terminal ${terminal?.id ?? ''} is there more than once`)],
    ['an operator twice', { ...demo, operators: [...demo.operators, operator] }, new RegExp(`operator ${operator?.id ?? ''} is there more than once`)],
    ['a second factor that nobody would ask for', { ...demo, operators: [{ ...operator, mfa: 'required' }] }, /operator ctl1, mfa: none: a second factor is not offered yet/],
    ['a terminal of no agency', { ...demo, terminals: [{ ...terminal, ori: 'OHXXX0000' }] }, /belongs to OHXXX0000, which is no agency here/],
    ['an operator of no agency', { ...demo, operators: [{ ...operator, ori: 'OHXXX0000' }] }, /belongs to OHXXX0000, which is no agency here/],
    ['an agency that none serves', { ...demo, agencies: [...demo.agencies.filter((one) => one !== second), { ...second, servedBy: 'OHXXX0000' }] }, /is served by OHXXX0000/],
    ['an agency of no type that there is', { ...demo, agencies: [{ ...agency, type: 'law enforcement' }] }, /agency OHLEADSCY, type: one of law-enforcement, court, /],
    ['an agency of no class that there is', { ...demo, agencies: [{ ...agency, class: 'Municipal' }] }, /agency OHLEADSCY, class: one of [a-z, ]*municipal/],
    ['an agency of no access that there is', { ...demo, agencies: [{ ...agency, access: 'nonterminal' }] }, /agency OHLEADSCY, access: one of direct, /],
    ['a terminal of no kind that there is', { ...demo, terminals: [{ ...terminal, kind: 'moblie' }] }, /terminal CTL1, kind: one of fixed, mobile, /],
    ['a role that there is not', { ...demo, operators: [{ ...operator, roles: ['audtior'] }] }, /operator ctl1, roles\.0: one of control, /],
    ['a certificate that there is not', { ...demo, operators: [{ ...operator, certification: 'fqo' }] }, /operator ctl1, certification: one of none, INQ, FQO, TAC, NETAC/],
    ['a certificate until a day that there is not', { ...demo, operators: [{ ...operator, certifiedUntil: '2026-99-99' }] }, /operator ctl1, certifiedUntil: a date, CCYY-MM-DD/],
    ['a certificate until the end of a February', { ...demo, operators: [{ ...operator, certifiedUntil: '2027-02-29' }] }, /operator ctl1, certifiedUntil: a date/],
  ])('with %s is refused, and the refusal names it', (_, content, named) => { expect(refusal(content)).toMatch(named); });

  it('is refused with all of its faults at once', () => {
    const said = refusal({ ...demo, terminals: [...demo.terminals, { ...terminal, ori: 'OHXXX0000' }] }) ?? '';
    expect([said.includes('more than once'), said.includes('no agency here')]).toEqual([true, true]);
  });

  it('that cannot be read is refused by its name and with the reason', () => {
    expect(() => readStateFile(join(folder, 'none.json'))).toThrow(/none\.json cannot be read: .*ENOENT: no such file/);
    expect(() => readStateFile(folder)).toThrow(/cannot be read: .*EISDIR/);
  });

  it('may begin with a byte order mark', () => { expect(refusal(`\uFEFF${JSON.stringify(demo)}`)).toBeUndefined(); });

  it.each([
    ['a comma missing', '{\n  "password": "the word of all"\n  "agencies": []\n}', "line 3, column 3: Expected ',' or '}' after property value"],
    ['a comma too many', `{\n  "agencies": [\n    ${'"OHCOP0000", '.repeat(3)}]\n}`, "line 3, column 44: Unexpected token ']'"],
    ['a text without quotes', '{ "password": seventeen lanterns }', "line 1, column 15: Unexpected token 's'"],
    ['another beginning', 'no JSON', "line 1, column 2: Unexpected token 'o'"],
    ['its end missing', '{ "password":', 'line 1, column 14: it ends too early'],
    ['nothing in it', '', 'line 1, column 1: it ends too early'],
  ])('that is not JSON, by %s, is refused by where and why, and what it holds is not told', (_, content, where) => {
    expect(refusal(content)).toMatch(new RegExp(`^STATE_FILE .*state\\.json is not JSON: ${where.replace(/[()|\]{}]/g, '\\$&')}$`));
  });
});
