import { standardCatalogue } from '@statewire/catalogue';
import { recordLifeContract } from '../record-life.contract.js';
import { missingRules } from './missing.rules.js';

recordLifeContract(missingRules, standardCatalogue, {
  OCA: ['26-1', '26-2'],
  NAM: ['WANDERER,WILL', 'WANDERER,ANN'],
  SEX: ['M'],
  RAC: ['W'],
  HGT: ['511'],
  WGT: ['170'],
  HAI: ['GRY', 'BRO'],
  EYE: ['BLU'],
  MNP: ['MP'],
  DLC: ['20261101'],
  SOC: ['123456789', '123456788'],
  LIC: ['GHX4471'],
  LIS: ['OH'],
  LIY: ['2027'],
  LIT: ['PC'],
  CMC: ['70'],
  DOE: ['20300101'],
  MIS: ['RED COAT'],
});
