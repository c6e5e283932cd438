import { describe, expect, it } from '@jest/globals';
import { isConformingVin } from './vin.js';

describe('a VIN', () => {
  it.each(['1M8GDM9AXKP042788', '11111111111111111', '5GZCZ43D13S812715'])('%s conforms', (vin) => {
    expect(isConformingVin(vin)).toBe(true);
  });

  it.each(['1M8GDM9A1KP042788', '11111111211111111', 'IIIIIIIIIIIIIIIII', '1M8GDM9AXKP04278O'])('%s does not', (vin) => {
    expect(isConformingVin(vin)).toBe(false);
  });

  it('of another length has no check digit', () => {
    expect(isConformingVin('')).toBe(true);
    expect(isConformingVin('1M8GDM9A1KP04278')).toBe(true);
    expect(isConformingVin('1M8GDM9A1KP0427889')).toBe(true);
  });

  it('with one digit changed never conforms', () => {
    for (let place = 0; place < 17; place += 1) {
      for (let digit = 0; digit <= 9; digit += 1) {
        const vin = `${'1'.repeat(place)}${String(digit)}${'1'.repeat(16 - place)}`;
        expect([vin, isConformingVin(vin)]).toEqual([vin, digit === 1]);
      }
    }
  });
});
