import { describe, expect, it } from '@jest/globals';
import type { NewEvent } from '@statewire/ledger';
import { memoryKeyRing } from './keyring.memory.js';
import { kidsOf, openEvent } from './open-event.js';
import { sealEvent } from './seal-event.js';

const order = { number: '24-CV-1', court: 'Franklin CP', by: 'clerk' };
const entered: NewEvent = { t: 'vehicle.entered', tv: 1, s: 'vehicle/SV1', d: { lic: 'ABC1234' }, p: { oln: 'RR123456', rmk: 'öl' } };

const sealed = async (event: NewEvent = entered) => {
  const keyring = memoryKeyRing();
  await keyring.ensure([event.kid ?? event.s]);
  return { keyring, stored: sealEvent(keyring, 'vehicles', event, 4) };
};

describe('an event with personal fields', () => {
  it('shows none of them in the form that is framed', async () => {
    const { stored } = await sealed();

    expect(Object.keys(stored)).toEqual(['t', 'tv', 's', 'sv', 'd', 'x']);
    expect(JSON.stringify(stored)).not.toContain('RR123456');
  });

  it('opens to what was sealed', async () => {
    const { keyring, stored } = await sealed();

    expect(openEvent(keyring, 'vehicles', stored)).toEqual({ ...entered, sv: 4 });
  });

  it('is sealed under the key it names, else under its stream', async () => {
    expect(kidsOf([(await sealed()).stored, (await sealed({ ...entered, kid: 'day/2026-11-21' })).stored])).toEqual(
      new Set(['vehicle/SV1', 'day/2026-11-21']),
    );
  });

  it('never has the same bytes twice', async () => {
    const { keyring, stored } = await sealed();

    expect(sealEvent(keyring, 'vehicles', entered, 4).x).not.toEqual(stored.x);
  });

  it.each([['s', 'vehicle/SV2'], ['t', 'vehicle.located'], ['tv', 2]])('does not open with another %s', async (field, value) => {
    const { keyring, stored } = await sealed();

    expect(() => openEvent(keyring, 'vehicles', { ...stored, [field]: value })).toThrow('does not open');
  });

  it('does not open in another ledger', async () => {
    const { keyring, stored } = await sealed();

    expect(() => openEvent(keyring, 'journal', stored)).toThrow('does not open');
  });

  it('says that it was forgotten when its key was destroyed, also after a new ensure', async () => {
    const { keyring, stored } = await sealed();
    await keyring.destroy('vehicle/SV1', order);
    await keyring.ensure(['vehicle/SV1']);

    expect(openEvent(keyring, 'vehicles', stored).p).toBe('destroyed');
    expect(() => sealEvent(keyring, 'vehicles', entered, 5)).toThrow('no key');
  });

  it('says that it is restricted when a court sealed it', async () => {
    const { keyring, stored } = await sealed();
    await keyring.restrict('vehicle/SV1', order);

    expect(openEvent(keyring, 'vehicles', stored).p).toBe('restricted');
  });

  it('is a failure of the keyring when the key never was', async () => {
    const { stored } = await sealed();

    expect(() => openEvent(memoryKeyRing(), 'vehicles', stored)).toThrow('no key');
  });
});

describe('an event without personal fields', () => {
  it('needs no key', () => {
    const { p: _p, ...open } = entered;
    const stored = sealEvent(memoryKeyRing(), 'vehicles', open, 1);

    expect(stored).toEqual({ ...open, sv: 1 });
    expect(openEvent(memoryKeyRing(), 'vehicles', stored)).toEqual(stored);
    expect(kidsOf([stored])).toEqual(new Set());
  });
});
