import { describe, expect, it } from '@jest/globals';
import { check, explain, type Message } from '@statewire/catalogue';
import { formatDot, parseDot, parseJson } from './index.js';

const TODAY = '20261120';

/** Code and tag of the first fault, or `ok`: what a terminal is told first. */
const outcome = (message: Message): string => {
  const [first] = check(message, { today: TODAY }).faults;
  return first === undefined ? 'ok' : [first.code, first.tag].filter(Boolean).join(' ');
};

const ofDots = (text: string): string => {
  const { message, faults } = parseDot(text);
  return message === undefined ? (faults[0]?.code ?? '') : outcome(message);
};

/** The same message through the other door. */
const ofJson = (text: string): string => {
  const { message } = parseDot(text);
  if (message === undefined) return 'FORMAT';
  const again = parseJson(JSON.parse(JSON.stringify(message)));
  return again.message === undefined ? 'FORMAT' : outcome(again.message);
};

const PLATE = 'LIC/GHX4471.LIS/OH.LIY/2027.LIT/PC';
const CAR = 'VYR/2021.VMA/FORD.VST/4D';
const BY = 'NIC/V123456789.OCA/26-1';

const MESSAGES: readonly (readonly [text: string, outcome: string])[] = [
  [`EV.OHCOP0000.OCA/26-1.DOT/20261119.${PLATE}.VIN/1FAHP2E8XA0007.VYR/2021.VMA/FORD.VMO/TAU.VST/4D.VCO/RED`, 'ok'],
  ['QV.OHCOP0000.LIC/GHX4471.LIS/OH', 'ok'],
  ['qv.ohclp0000.vin/1fahp2e8xa0007', 'ok'],
  ['QW.OHCLP0000.LIC/GHX4471.LIS/OH', 'ok'],
  ['QV.OHCOP0000.NIC/V123456789', 'ok'],
  [`CV.OHCOP0000.${BY}.RRI/OHCLP0000.RCA/CL-1`, 'MISSING_FIELD DCL'],
  [`CV.OHCOP0000.${BY}.DCL/20261120.RRI/OHCLP0000.RCA/CL-1`, 'ok'],
  [`EV.OHCOP0000.OCA/26-1.DOT/20261120.${CAR}`, 'MISSING_FIELD VIN/OAN/LIC'],
  [`EV.OHCOP0000.OCA/26-1.${PLATE}.${CAR}`, 'MISSING_FIELD DOT'],
  [`EV.OHCOP0000.OCA/26-1.DOT/20261120.LIC/GHX4471.LIS/OH.${CAR}`, 'MISSING_FIELD LIY'],
  [`EV.OHCOP0000.OCA/26-1.DOT/20261120.LIC/G-4471.LIS/OH.LIY/2027.LIT/PC.${CAR}`, 'FIELD_ERROR LIC'],
  [`EV.OHCOP0000.OCA/26-1.DOT/20261120.LIC/GHX4471.LIS/OH.LIY/2027.LIT/QQ.${CAR}`, 'FIELD_ERROR LIT'],
  [`EV.OHCOP0000.OCA/26-1.DOT/20261122.${PLATE}.${CAR}`, 'FIELD_ERROR DOT'],
  [`EV.OHCOP0000.OCA/26-1.DOT/20261120.${PLATE}.${CAR}.DCL/20261120`, 'UNKNOWN_FIELD DCL'],
  ['ZZ.OHCOP0000.LIC/GHX4471', 'UNKNOWN_MKE MKE'],
  ['EV', 'MISSING_FIELD OCA'],
  [`EV.OHCOP0000.OCA/26-1.DOT/20261120.LIC/GHX4471.LIS/OH.LIY/2023.LIT/PC.${CAR}`, 'FIELD_ERROR LIY'],
  [`EV.OHCOP0000.OCA/26-1.DOT/20261120.LIC/GHX4471.LIS/OH.LIY/NX.LIT/PC.${CAR}`, 'ok'],
  ['EF-A.OHCOP0000.OCA/26-F1.DOT/20261120.VIN/1FAHP2E8XA0007.VMA/FORD', 'ok'],
  [`EV.OHCOP0000.OCA/26-1.DOT/20261120.VIN/1FAHP2E8XA0007.${CAR}.VCO/RED.MIS/DENT LEFT DOOR. SEE REPORT A/B 12.`, 'ok'],
  [`MV.OHCOP0000.${BY}.VCO/BLU.VMO/TAU.MIS/`, 'ok'],
  [`XV.OHCOP0000.${BY}.DOC/20261118.RPP/NOT STOLEN`, 'FIELD_ERROR DOC'],
  [`XV.OHCOP0000.${BY}.DOC/20261119.RPP/OTHER MEANS`, 'FIELD_ERROR RPP'],
  ['XV.OHCOP0000.VIN/1FAHP2E8XA0007.OCA/26-1.DOC/20261119.RPP/NOT STOLEN', 'ok'],
  [`LV.OHCLP0000.${BY}.RCA/CL-1`, 'MISSING_FIELD DOR'],
  [`LV.OHCLP0000.${BY}.DOR/20261120.RCA/CL-1`, 'ok'],
  ['EV.OHCOP.OCA/26-1', 'FORMAT'],
  ['nonsense of a sort', 'FORMAT'],
];

describe('a vehicle message', () => {
  it.each(MESSAGES)('%s is answered %s', (text, expected) => {
    expect(ofDots(text)).toBe(expected);
  });

  it.each(MESSAGES)('%s is answered %s in JSON too', (text, expected) => {
    expect(ofJson(text)).toBe(expected);
  });

  it.each(MESSAGES.filter(([, expected]) => !['ok', 'FORMAT'].includes(expected)))('%s is told its first fault by tag', (text, expected) => {
    const message = parseDot(text).message!;
    const { faults } = check(message, { today: TODAY });
    expect(explain(faults[0]!, message.mke)).toContain(expected.split(' ')[1]);
  });

  it('is written back as it came', () => {
    const text = `EV.OHCOP0000.OCA/26-1.DOT/20261120.${PLATE}.${CAR}.MIS/DENT LEFT DOOR. SEE REPORT A/B 12.`;
    expect(formatDot(parseDot(text).message!)).toBe(text);
  });
});
