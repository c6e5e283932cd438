import { describe, expect, it } from '@jest/globals';
import { descriptionScore, type DescriptionAsked, type DescriptionHeld } from './description.js';
import { TODAY } from './person.fixture.js';
import { personName, surnameCodes } from './person-name.js';
import { blocksAsked, blocksOf, matchScore, soundsLike, UNKNOWN_BIRTH, type PersonAsked, type PersonHeld } from './person.js';
import { soundex } from './soundex.js';

describe('Soundex', () => {
  it.each([
    ['ROBERT', 'R163'], ['RUPERT', 'R163'], ['RUBIN', 'R150'], ['ASHCRAFT', 'A261'], ['ASHCROFT', 'A261'], ['TYMCZAK', 'T522'], ['PFISTER', 'P236'], ['HONEYMAN', 'H555'],
    ['SMITH', 'S530'], ['SMYTHE', 'S530'], ['LEE', 'L000'], ['GUTIERREZ', 'G362'], ['JACKSON', 'J250'], ['', ''],
  ])('of %s is %s', (word, code) => {
    expect(soundex(word)).toBe(code);
  });
});

describe('a name', () => {
  it.each([
    ['DOE,JOHN', { surname: 'DOE', halves: [], given: 'JOHN', middle: [], suffix: '' }],
    ['PUBLIC,JOHN Q', { surname: 'PUBLIC', halves: [], given: 'JOHN', middle: ['Q'], suffix: '' }],
    ['SMITH-JONES,MARY ANN LEE JR', { surname: 'SMITHJONES', halves: ['SMITH', 'JONES'], given: 'MARY', middle: ['ANN', 'LEE'], suffix: 'JR' }],
    ["DE LA CRUZ,O'NEAL III", { surname: 'DELACRUZ', halves: ['CRUZ'], given: 'ONEAL', middle: [], suffix: 'III' }],
    ['DOE,MARY-ANN', { surname: 'DOE', halves: [], given: 'MARYANN', middle: [], suffix: '' }],
    ['DOE,JR', { surname: 'DOE', halves: [], given: 'JR', middle: [], suffix: '' }],
  ])('%s is taken apart', (nam, parts) => {
    expect(personName(nam)).toEqual(parts);
  });

  it('has the codes of its surname and of both halves', () => {
    expect(surnameCodes(personName('SMITH-JONES,A'))).toEqual(['S532', 'S530', 'J520']);
  });

  it('sounds like another by the surname alone', () => {
    expect([soundsLike('SMITH,A', 'SMYTHE,B'), soundsLike('JONES,A', 'SMITH-JONES,B'), soundsLike('SMITH,A', 'JONES,A')]).toEqual([true, true, false]);
  });
});

const HELD: PersonHeld = { names: ['SMITH,WILLIAM JAMES JR', 'SMALLEY,BUDDY'], births: ['19880423'], sex: 'M', race: 'W', county: '25' };
const ask = (name: string, more: Partial<PersonAsked> = {}, held: PersonHeld = HELD) => matchScore({ names: [name], births: ['19880423'], ...more }, held);

describe('a person', () => {
  it.each([
    ['equal in everything', 'SMITH,WILLIAM JAMES JR', 92],
    ['with an initial in the middle', 'SMITH,WILLIAM J', 88],
    ['without the middle', 'SMITH,WILLIAM', 80],
    ['of a surname that sounds the same', 'SMYTHE,WILLIAM', 65],
    ['of the same initial', 'SMITH,WALTER', 65],
    ['under an alias', 'SMALLEY,BUDDY', 80],
    ['of a surname that sounds the same and the same initial', 'SMYTHE,WALTER', undefined],
    ['of another given name', 'SMITH,ROBERT', undefined],
    ['under a nickname', 'SMITH,BILL', undefined],
    ['of another surname', 'JONES,WILLIAM JAMES JR', undefined],
  ])('%s scores accordingly', (_, name, score) => {
    expect(ask(name)).toBe(score);
  });

  it('of the same county scores eight more', () => {
    expect([ask('SMITH,WILLIAM', { county: '25' }), ask('SMITH,WILLIAM', { county: '18' })]).toEqual([88, 80]);
  });

  it.each([
    ['a nickname', 'SMITH,BILL', 75], ['another order', 'WILLIAM,SMITH', 80], ['a given name that sounds the same', 'SMITH,WILIAM', 70],
    ['another given name', 'SMITH,ROBERT', 50], ['a middle name first', 'SMITH,JAMES WILLIAM', 88], ['all parts in the surname', 'SMITH WILLIAM,J', 88],
  ])('is found by the expanded search with %s', (_, name, score) => {
    expect(ask(name, { expandedName: true })).toBe(score);
  });

  it('is looked for by the exact date of birth, and a year either way when asked', () => {
    const on = (birth: string, expandedBirth: boolean) => ask('SMITH,WILLIAM', { births: [birth], expandedBirth }) !== undefined;
    expect(['19880423', '19870423', '19890423', '19880424', '19860423'].map((birth) => [on(birth, false), on(birth, true)])).toEqual(
      [[true, true], [false, true], [false, true], [false, false], [false, false]]);
  });

  it('is looked for by each of several dates', () => {
    expect(ask('SMITH,WILLIAM', { births: ['19990101', '19880423'] })).toBe(80);
    expect(ask('SMITH,WILLIAM', {}, { ...HELD, births: ['19770707', '19880423'] })).toBe(80);
  });

  it('of an unknown birth, said to be found by the name alone, is found whatever birth is asked for', () => {
    expect([ask('SMITH,WILLIAM', {}, { ...HELD, births: [UNKNOWN_BIRTH] }), ask('SMITH,WILLIAM', {}, { ...HELD, births: [] })]).toEqual([80, undefined]);
  });

  it('is of the sex asked for, or of none on file', () => {
    expect([ask('SMITH,WILLIAM', { sex: 'M' }), ask('SMITH,WILLIAM', { sex: 'F' }), ask('SMITH,WILLIAM', { sex: 'F' }, { ...HELD, sex: undefined })]).toEqual([80, undefined, 80]);
  });

  it.each([
    ['B', 'ABIU'], ['W', 'AIUW'], ['A', 'ABIUW'], ['I', 'ABIUW'], ['U', 'ABIUW'], ['H', 'ABIUW'],
  ])('asked for as %s may be of the races %s', (race, found) => {
    expect([...'ABIUW'].filter((held) => ask('SMITH,WILLIAM', { race }, { ...HELD, race: held }) !== undefined).join('')).toBe(found);
  });

  it('lies in a block for each surname code and date', () => {
    expect(blocksOf({ names: ['SMITH-JONES,A', 'SMITH,B'], births: ['19880423', '19880424'] })).toHaveLength(6);
    expect(blocksAsked({ names: ['SMITH,A'], births: ['19880423'], expandedBirth: true })).toEqual(['S530|19870423', 'S530|19880423', 'S530|19890423', 'S530|']);
  });
});

const ASKED: DescriptionAsked = { sex: 'M', race: 'W', eye: 'BLU', hair: 'GRY', age: 60, height: '511', weight: '170' };
const SEEN: DescriptionHeld = { sex: 'M', race: 'W', eye: 'BLU', hair: 'GRY', height: '511', weight: '170', births: ['19660501'] };

describe('a description', () => {
  it.each<[string, Partial<DescriptionHeld>, number | undefined]>([
    ['fits to the pound', {}, 100], ['fits within the limits', { height: '602', weight: '160', births: ['19670501'] }, 65],
    ['is four inches off', { height: '603' }, undefined], ['is eleven pounds off', { weight: '181' }, undefined], ['is two years off', { births: ['19640501'] }, undefined],
    ['is a year off until the birthday', { births: ['19651121'] }, 100], ['turns a year older on its day', { births: ['19641120'] }, undefined],
    ['has another sex', { sex: 'F' }, undefined], ['has another race', { race: 'U' }, undefined], ['has another eye colour', { eye: 'GRN' }, undefined],
    ['has another hair colour', { hair: 'WHI' }, undefined], ['lacks a part', { eye: undefined }, undefined], ['lacks a birth', { births: [] }, undefined],
  ])('that %s scores accordingly', (_, differs, score) => {
    expect(descriptionScore(ASKED, { ...SEEN, ...differs }, TODAY)).toBe(score);
  });
});
