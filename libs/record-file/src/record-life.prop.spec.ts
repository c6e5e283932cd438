import { knowledge, partRules } from './part.fixture.js';
import { recordLifeContract } from './record-life.contract.js';

recordLifeContract(partRules, knowledge, {
  SER: ['S1', 'S2', 'S3'],
  OAN: ['O1', 'O2'],
  BRA: ['FORD', 'DEER'],
  OCA: ['26-1', '26-2'],
  MIS: ['RED', 'BLUE'],
});
