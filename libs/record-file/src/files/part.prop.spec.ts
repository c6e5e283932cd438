import { standardCatalogue } from '@statewire/catalogue';
import { recordLifeContract } from '../record-life.contract.js';
import { partRules } from './part.rules.js';

recordLifeContract(partRules, standardCatalogue, {
  OCA: ['26-1', '26-2'],
  DOT: ['20261101'],
  SER: ['S1', 'S2', 'S3'],
  OAN: ['O1', 'S1'],
  BRA: ['FORD', 'DEER'],
  CAT: ['EN', 'OB'],
  EPD: ['I350'],
  MIS: ['V8 ENGINE', 'RED'],
});
