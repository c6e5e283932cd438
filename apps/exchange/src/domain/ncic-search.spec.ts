import { describe, expect, it } from '@jest/globals';
import { draftOf } from '@statewire/record-file/history.fixture';
import type { LineRequest } from './line.js';
import { ncicSearch } from './ncic-search.js';
import { ncicAnswer, ncicEvolve } from './ncic.simulator.js';

type Fields = LineRequest['fields'];

/** NCIC with these persons on file, numbered from 1. */
const holding = (...persons: readonly Fields[]) => {
  const draft = draftOf(new Map());
  const tell = (fn: 'enter' | 'modify', fields: Fields, nic?: string, parts?: LineRequest['parts']): void => {
    const request: LineRequest = {
      line: 'NCIC', function: fn, file: 'wanted-person', ledger: 'wanted-persons', home: 'OHCOP0000', stream: 'wanted-person/WP1', idx: 'WP1', lid: '1', mke: 'EW', ori: 'OHCOP0000', fields,
      ...(nic === undefined ? {} : { nic }),
      ...(parts === undefined ? {} : { parts }),
    };
    ncicEvolve(draft, request, ncicAnswer(draft, request));
  };
  for (const fields of persons) tell('enter', fields);
  return {
    tell,
    found: (mke: string, fields: Fields, hidden: readonly number[] = []) =>
      ncicSearch(draft, { mke, fields }, '20261120', ({ nic }) => !hidden.includes(Number(nic.slice(1)))).map(({ nic }) => Number(nic.slice(1))),
  };
};

const ANN: Fields = { NAM: ['SAMPLE,ANN J'], DOB: ['19880423'], SEX: ['F'], RAC: ['W'], OCA: ['26-1'], SOC: ['111111111'] };
const BOB: Fields = { NAM: ['OTHER,BOB'], AKA: ['SAMPEL,ANDY'], DOB: ['19880423'], SOC: ['111111111'], OLN: ['R1'], OLS: ['OH'], LIC: ['A1'] };

describe('a person at NCIC', () => {
  it.each<[string, Fields, readonly number[]]>([
    ['name and birth, the best first', { NAM: ['SAMPEL,ANDY'], DOB: ['19880423'] }, [2, 1]],
    ['name and case number', { NAM: ['SAMPLE,A'], OCA: ['26-1'] }, [1, 2]],
    ['a license of its state', { OLN: ['R1'], OLS: ['OH'] }, [2, 1]],
    ['a license of another state', { OLN: ['R1'], OLS: ['KY'] }, []],
    ['a number of NCIC', { NIC: ['W000000001'] }, [1, 2]],
    ['a plate', { LIC: ['A1'] }, [2, 1]],
    ['numbers of LEADS', { IDX: ['WP00000001'] }, []],
    ['another birth', { NAM: ['SAMPLE,ANN'], DOB: ['19880424'] }, []],
  ])('is found by %s, and whoever has the same social security number after', (_, fields, numbers) => {
    expect(holding(ANN, BOB).found('QW', fields)).toEqual(numbers);
  });

  it('who may not be shown leads on to nobody, nor is led to', () => {
    const { found } = holding(ANN, { ...BOB, OCA: ['26-1'] });
    const byPlate = { LIC: ['A1'] };
    expect([found('QW', byPlate), found('QW', byPlate, [2]), found('QW', { ...byPlate, RSH: ['Y'] }, [2]), found('QW', byPlate, [1])]).toEqual([[2, 1], [], [], [2]]);
  });

  it('is found by further plates, each of its own state', () => {
    const { tell, found } = holding({ ...ANN, LIC: ['A1'], LIS: ['OH'] });
    tell('modify', { ...ANN, LIC: ['A1'], LIS: ['OH'] }, 'W000000001', { 'SUPPLEMENTAL DATA': { LIC: ['B2'], LIS: ['MI'] } });
    expect([['A1', 'OH'], ['B2', 'MI'], ['A1', 'MI'], ['B2', 'OH']].map(([LIC = '', LIS = '']) => found('QV', { LIC: [LIC], LIS: [LIS] }))).toEqual([[1], [1], [], []]);
  });

  it('is not found by a key of LEADS alone that it does not know, nor by QV', () => {
    expect([holding(ANN).found('ZZ', { SOC: ['111111111'] }), holding(ANN).found('QV', { NIC: ['W000000001'] })]).toEqual([[], []]);
  });

  it('is found by what a modification made of it, and no longer by what it was', () => {
    const { tell, found } = holding(ANN);
    tell('modify', { ...ANN, NAM: ['CHANGED,ANN'] }, 'W000000001');
    expect([found('QW', { NAM: ['SAMPLE,ANN'], DOB: ['19880423'] }), found('QW', { NAM: ['CHANGED,ANN'], DOB: ['19880423'] })]).toEqual([[], [1]]);
  });
});
