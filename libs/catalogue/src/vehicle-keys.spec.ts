import { describe, expect, it } from '@jest/globals';
import { allMessageKeys, check, standardCatalogue } from './index.js';
import { messageKeyContract } from './message-key.contract.js';
import { fullest, least, TODAY } from './messages.fixture.js';

messageKeyContract({ file: 'vehicle', named: 'CF CV EF EF-A EF-F EF-P EV EV-A EV-F EV-P LF LV MF MV QV VEH XF XV', unidentified: 'NIC/IDX/VIN/LIC/OAN' });

const keys = allMessageKeys().filter(({ file }) => file === 'vehicle');

describe('an entry key', () => {
  it.each([
    ['EV', 'STOLEN VEHICLE'],
    ['EV-A', 'STOLEN VEHICLE - ARMED'],
    ['EV-F', 'STOLEN VEHICLE - ARMED - HOLD FOR LATENT PRINTS'],
    ['EV-P', 'STOLEN VEHICLE - HOLD FOR LATENT PRINTS'],
    ['EF', 'FELONY VEHICLE'],
    ['EF-A', 'FELONY VEHICLE - ARMED'],
    ['EF-F', 'FELONY VEHICLE - ARMED - HOLD FOR LATENT PRINTS'],
    ['EF-P', 'FELONY VEHICLE - HOLD FOR LATENT PRINTS'],
  ])('%s shows as %s', (mke, translation) => {
    expect(keys.find((key) => key.mke === mke)).toMatchObject({ function: 'enter', translation, right: 'enter', sentTo: ['LEADS', 'NCIC'] });
  });

  it.each(keys.filter((key) => key.function === 'enter'))('$mke of an agency that is not staffed at all hours says in MIS how a hit is confirmed', (key) => {
    expect(check(least(key), { today: TODAY, staffed24x7: false }).faults).toEqual([{ code: 'MISSING_FIELD', tag: 'MIS', why: 'after-hours' }]);
    expect(check(fullest(standardCatalogue, key), { today: TODAY, staffed24x7: false }).faults).toEqual([]);
  });
});
