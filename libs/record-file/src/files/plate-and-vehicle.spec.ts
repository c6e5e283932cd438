import { describe, expect, it } from '@jest/globals';
import { standardCatalogue } from '@statewire/catalogue';
import { historyOf } from '../history.fixture.js';
import { recordDecider } from '../record.decider.js';
import { plateRules } from './plate.rules.js';
import { towedRules } from './towed.rules.js';
import { vehicleRules } from './vehicle.rules.js';

type Fields = Readonly<Record<string, string>>;
type Step = readonly [mke: string, fields: Fields, ori?: string];

const START = '2026-11-20T13:00:00.000Z';
const PLATE: Fields = { LIC: 'GHX4471', LIS: 'OH', LIY: '2027', LIT: 'PC' };
const VIN: Fields = { VIN: '1FAHP2E8XA0000001', VMA: 'FORD' };
const CASE: Fields = { OCA: '26-1', DOT: '20261119' };
const CAR: Fields = { ...CASE, VYR: '2021', VMA: 'FORD', VST: '4D' };
const TOWED: Fields = { OCA: 'T1', TYP: 'OVI', DTW: '20261120', RTW: 'OVI ARREST', VCD: 'DR', STA: '12 IMPOUND RD', VTF: 'HIGH AND BROAD', CFR: 'COURT ORDER' };

const TYPES: Readonly<Record<string, string>> = { E: 'EnterRecord', M: 'ModifyRecord', C: 'ClearRecord' };

const history = () => historyOf(recordDecider([vehicleRules, plateRules, towedRules], standardCatalogue, { partition: 0, partitions: 4 }), START);
const told = (life: ReturnType<typeof history>, [mke, fields, ori = 'OHCOP0000']: Step) =>
  life.tell(TYPES[mke.charAt(0)] ?? '', { mke, ori, staffed24x7: true, fields: Object.fromEntries(Object.entries(fields).map(([tag, value]) => [tag, value.split(' > ')])) });

const refusedAfter = (...steps: readonly Step[]) => {
  const life = history();
  for (const step of steps.slice(0, -1)) expect(told(life, step)).toMatchObject({ out: 'accepted' });
  const last = told(life, steps.at(-1) ?? ['', {}]);
  return last.out === 'accepted' ? [] : last.faults;
};

describe('a plate', () => {
  it.each([['EV', CAR], ['EF', { ...CASE, VMA: 'FORD' }]] as const)('and a vehicle with it (%s) exclude each other', (mke, vehicle) => {
    const asPlate: Step = ['EL', { ...CASE, ...PLATE }];
    const asVehicle: Step = [mke, { ...vehicle, ...PLATE }];
    expect(refusedAfter(asVehicle, asPlate)).toEqual([{ code: 'ON_FILE', idx: `${mke === 'EV' ? 'SV' : 'FV'}00000004` }]);
    expect(refusedAfter(asPlate, asVehicle)).toEqual([{ code: 'ON_FILE', idx: 'PL00000004' }]);
  });

  it('is changed in what else is said of it, but not into that of a vehicle', () => {
    const onFile: readonly Step[] = [['EL', { ...CASE, ...PLATE }], ['EV', { ...CAR, ...PLATE, OCA: '26-2', LIC: 'GHX4472' }]];
    const change = (fields: Fields) => {
      const life = history();
      for (const step of onFile) expect(told(life, step)).toMatchObject({ out: 'accepted' });
      expect(life.tell('AcceptEntry', { idx: 'PL00000004', nic: 'P000000001' }, { key: 'OHCOP0000' })).toMatchObject({ out: 'accepted' });
      return told(life, ['ML', { NIC: 'P000000001', OCA: '26-1', ...fields }]);
    };
    expect(change({ MIS: 'BOTH PLATES' })).toMatchObject({ out: 'accepted' });
    expect(change({ LIC: 'GHX4472' })).toMatchObject({ out: 'rejected', faults: [{ code: 'ON_FILE', idx: 'SV00000008' }] });
  });

  it.each<[string, Fields, string]>([
    ['of another year', { LIY: '2028' }, 'OHCOP0000'], ['of another kind', { LIT: 'TK' }, 'OHCOP0000'], ['of another state', { LIS: 'KY' }, 'OHCOP0000'],
    ['of another agency', {}, 'OHCLP0000'],
  ])('%s is another one', (_, other, ori) => {
    expect(refusedAfter(['EV', { ...CAR, ...PLATE }], ['EL', { ...CASE, ...PLATE, ...other }, ori])).toEqual([]);
  });

  it('may be entered again once the vehicle with it is gone', () => {
    const life = history();
    expect(told(life, ['EV', { ...CAR, ...PLATE }])).toMatchObject({ out: 'accepted' });
    expect(life.tell('AcceptEntry', { idx: 'SV00000004', nic: 'V000000001' }, { key: 'OHCOP0000' })).toMatchObject({ out: 'accepted' });
    expect(told(life, ['CV', { NIC: 'V000000001', OCA: '26-1', DCL: '20261120' }])).toMatchObject({ out: 'accepted' });
    expect(told(life, ['EL', { ...CASE, ...PLATE }])).toMatchObject({ out: 'accepted' });
  });
});

describe('a towed vehicle', () => {
  it.each<[string, Step]>([['plate', ['EL', { ...CASE, ...PLATE }]], ['vehicle', ['EV', { ...CAR, ...PLATE }]], ['vehicle wanted for a felony', ['EF', { ...CASE, ...VIN }]]])(
    "is not entered where the agency's own file has it as a stolen %s", (_, stolen) => {
      expect(refusedAfter(stolen, ['ET', { ...TOWED, ...PLATE, ...VIN }])).toMatchObject([{ code: 'STOLEN_ON_FILE' }]);
    });

  it('is known as stolen whichever way its make is written', () => {
    expect(refusedAfter(['EV', { ...CAR, ...VIN, VMA: 'HOND' }], ['ET', { ...TOWED, ...VIN, VMA: 'HONDA' }])).toMatchObject([{ code: 'STOLEN_ON_FILE' }]);
  });

  it('is not changed into one either', () => {
    expect(refusedAfter(['EL', { ...CASE, ...PLATE }], ['ET', { ...TOWED, ...VIN }], ['MT', { VIN: VIN['VIN'] ?? '', OCA: 'T1', ...PLATE }]))
      .toMatchObject([{ code: 'STOLEN_ON_FILE', idx: 'PL00000004' }]);
  });

  it('may be towed twice: the first time is a record of its own', () => {
    expect(refusedAfter(['ET', { ...TOWED, ...PLATE }], ['ET', { ...TOWED, OCA: 'T2', ...PLATE }])).toEqual([]);
  });
});
