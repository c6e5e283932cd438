import fc from 'fast-check';
import type { DescriptionHeld } from './description.js';
import { UNKNOWN_BIRTH, type PersonAsked, type PersonHeld } from './person.js';

/** Few values, so that people and questions meet often. */
const SURNAMES = ['SMITH', 'SMYTHE', 'SMITH-JONES', 'JONES', 'DE LA CRUZ', 'CRUZ', "O'BRIEN", 'OBRIEN', 'MC DONALD', 'ROBERT', 'WILLIAM'];
const GIVEN = ['ROBERT', 'ROB', 'ROBERTA', 'WILLIAM', 'BILL', 'ANNA', 'A', 'SMITH', 'JONES'];
const MIDDLE = ['', ' J', ' JAMES', ' SMITH', ' J JR', ' III'];

const name = fc.tuple(fc.constantFrom(...SURNAMES), fc.constantFrom(...GIVEN), fc.constantFrom(...MIDDLE)).map(([last, given, middle]) => `${last},${given}${middle}`);
const birth = fc.constantFrom('19880423', '19870423', '19890423', '19860423', '19880424', '20000229');
const birthHeld = fc.oneof({ weight: 9, arbitrary: birth }, { weight: 1, arbitrary: fc.constant(UNKNOWN_BIRTH) });
const sex = fc.constantFrom('M', 'F');
const race = fc.constantFrom('A', 'B', 'I', 'U', 'W');
const maybe = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: undefined });

export const heldPeople: fc.Arbitrary<PersonHeld> = fc.record({
  names: fc.array(name, { minLength: 1, maxLength: 3 }),
  births: fc.array(birthHeld, { maxLength: 2 }),
  sex: maybe(sex), race: maybe(race), county: maybe(fc.constantFrom('25', '18')),
});

export const askedPeople: fc.Arbitrary<PersonAsked> = fc.record({
  names: fc.array(name, { minLength: 1, maxLength: 1 }),
  births: fc.array(birth, { minLength: 1, maxLength: 2 }),
  sex: maybe(sex), race: maybe(race), county: maybe(fc.constantFrom('25', '18')),
  expandedName: fc.boolean(), expandedBirth: fc.boolean(),
});

export const TODAY = '20261120';
const height = fc.constantFrom('411', '500', '503', '507', '511', '600');
const weight = fc.integer({ min: 50, max: 140 }).map((pounds) => String(pounds).padStart(3, '0'));
const days = fc.constantFrom('19651119', '19651120', '19651121', '19661120', '19661121', '19671121', '19681120');
const common = { sex: fc.constantFrom('M', 'F'), race: fc.constantFrom('W', 'B'), eye: fc.constantFrom('BLU', 'BRO'), hair: fc.constantFrom('GRY', 'BRO'), height, weight };

export const heldDescriptions: fc.Arbitrary<DescriptionHeld> = fc.record({ ...common, eye: maybe(common.eye), births: fc.array(days, { minLength: 0, maxLength: 2 }) });
export const askedDescriptions = fc.record({ ...common, age: fc.integer({ min: 57, max: 62 }) });
