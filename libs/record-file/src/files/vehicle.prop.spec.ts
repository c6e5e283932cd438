import { standardCatalogue } from '@statewire/catalogue';
import { recordLifeContract } from '../record-life.contract.js';
import { vehicleRules } from './vehicle.rules.js';

recordLifeContract(vehicleRules, standardCatalogue, {
  OCA: ['26-1', '26-2'],
  DOT: ['20261101'],
  VIN: ['1FAHP2E8XA0000001', '1FAHP2E8XA0000002'],
  OAN: ['OWN1'],
  LIC: ['GHX4471', 'GHX4472'],
  LIS: ['OH'],
  LIY: ['2031', 'NX'],
  LIT: ['PC'],
  VYR: ['2021'],
  VMA: ['FORD', 'CHEV'],
  VST: ['4D'],
  MIS: ['DENT', 'RED'],
});
