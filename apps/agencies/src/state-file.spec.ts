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
    ['a part missing', { ...demo, terminals: undefined }, /terminals: /],
    ['a field that does not fit', { ...demo, agencies: [{ ...agency, county: 89 }] }, /agencies\.0\.county: /],
    ['a password that is short', { ...demo, password: 'short' }, /password: /],
    ['an agency twice', { ...demo, agencies: [...demo.agencies, agency] }, new RegExp(`agency ${agency?.ori ?? ''} is there more than once`)],
    ['a terminal twice', { ...demo, terminals: [...demo.terminals, terminal] }, new RegExp(`terminal ${terminal?.id ?? ''} is there more than once`)],
    ['an operator twice', { ...demo, operators: [...demo.operators, operator] }, new RegExp(`operator ${operator?.id ?? ''} is there more than once`)],
    ['a second factor that nobody would ask for', { ...demo, operators: [{ ...operator, mfa: 'required' }] }, /operators\.0\.mfa: none: a second factor is not offered yet/],
    ['a terminal of no agency', { ...demo, terminals: [{ ...terminal, ori: 'OHXXX0000' }] }, /belongs to OHXXX0000, which is no agency here/],
    ['an operator of no agency', { ...demo, operators: [{ ...operator, ori: 'OHXXX0000' }] }, /belongs to OHXXX0000, which is no agency here/],
    ['an agency that none serves', { ...demo, agencies: [...demo.agencies.filter((one) => one !== second), { ...second, servedBy: 'OHXXX0000' }] }, /is served by OHXXX0000/],
    ['an agency of no type that there is', { ...demo, agencies: [{ ...agency, type: 'law enforcement' }] }, /agencies\.0\.type: one of law-enforcement, court, /],
    ['an agency of no class that there is', { ...demo, agencies: [{ ...agency, class: 'Municipal' }] }, /agencies\.0\.class: one of [a-z, ]*municipal/],
    ['an agency of no access that there is', { ...demo, agencies: [{ ...agency, access: 'nonterminal' }] }, /agencies\.0\.access: one of direct, /],
    ['a terminal of no kind that there is', { ...demo, terminals: [{ ...terminal, kind: 'moblie' }] }, /terminals\.0\.kind: one of fixed, mobile, /],
    ['a role that there is not', { ...demo, operators: [{ ...operator, roles: ['audtior'] }] }, /operators\.0\.roles\.0: one of control, /],
    ['a certificate that there is not', { ...demo, operators: [{ ...operator, certification: 'fqo' }] }, /operators\.0\.certification: one of none, INQ, FQO, TAC, NETAC/],
    ['a certificate until a day that there is not', { ...demo, operators: [{ ...operator, certifiedUntil: '2026-99-99' }] }, /operators\.0\.certifiedUntil: a date, CCYY-MM-DD/],
    ['a certificate until the end of a February', { ...demo, operators: [{ ...operator, certifiedUntil: '2027-02-29' }] }, /operators\.0\.certifiedUntil: a date/],
  ])('with %s is refused, and the refusal names it', (_, content, named) => { expect(refusal(content)).toMatch(named); });

  it('is refused with all of its faults at once', () => {
    const said = refusal({ ...demo, terminals: [...demo.terminals, { ...terminal, ori: 'OHXXX0000' }] }) ?? '';
    expect([said.includes('more than once'), said.includes('no agency here')]).toEqual([true, true]);
  });

  it('that is not there is refused by its name', () => {
    expect(() => readStateFile(join(folder, 'none.json'))).toThrow(/none\.json cannot be read/);
  });
});
