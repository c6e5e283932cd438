import { standardCatalogue } from '@statewire/catalogue';
import { recordLifeContract } from '../record-life.contract.js';
import { plateRules } from './plate.rules.js';

recordLifeContract(plateRules, standardCatalogue, {
  OCA: ['26-1', '26-2'],
  DOT: ['20261101'],
  LIC: ['GHX4471', 'GHX4472'],
  LIS: ['OH'],
  LIY: ['2031', 'NX'],
  LIT: ['PC', 'TK'],
  MIS: ['ONE PLATE ONLY', 'BOTH'],
});
