import { describe, expect, it } from '@jest/globals';
import { mriOf } from '@statewire/contracts';
import type { Commit, OpenedEvent } from '@statewire/ledger';
import type { Sent } from '../receipts.js';
import { deliveryOf, inoperativeNotice, undeliveredNotice } from './deliveries.js';

const COMMIT = { position: { part: { ledger: 'messages', gen: 1, index: 2 }, seq: 7 }, body: { ev: [] } } as unknown as Commit;
const SENT: Sent = {
  mri: 8, mke: 'AM', kind: 'broadcast', from: 'OHCOP0000', terminal: 'COL1', to: 'OHALLOHPT', terminals: ['GHQ1', 'WJF1'], reached: [], inoperative: ['WJF1'], at: '2026-11-20T13:00:00.000Z', text: 'SEE TXT',
};
const eventOf = (sent: Sent, p: NonNullable<OpenedEvent['p']> = { text: 'SEE TXT' }): OpenedEvent => ({ t: 'message.sent', tv: 1, s: 'outbox/COL1', sv: 1, d: { ...sent }, p });

describe('a delivery', () => {
  it('carries the message to all of its recipients under its own number', () => {
    expect(deliveryOf(eventOf(SENT))).toEqual({
      terminals: ['GHQ1', 'WJF1'], text: 'SEE TXT', mail: { mri: 8, kind: 'broadcast', mke: 'AM', from: 'OHCOP0000', to: 'OHALLOHPT', background: 'none' },
    });
  });

  it('of a text that nobody may read any more is empty', () => { expect(deliveryOf(eventOf(SENT, 'destroyed')).text).toBe(''); });
});

describe('the sender', () => {
  const mri = mriOf('messages', 2, 4, 7);

  it('is told which terminals are inoperative, and not when none is', () => {
    expect(inoperativeNotice(COMMIT, 4, eventOf(SENT))).toMatchObject({
      terminals: ['COL1'], mail: { mri, kind: 'notice', re: 8, from: 'OHLEADSCY' },
      text: `MRI ${String(mri)}\nL.E.A.D.S. AUTOMATED MESSAGE  DELIVERY NOTICE\nYOUR MESSAGE AM MRI 8 TO OHALLOHPT OF 20261120 0800\nTHESE TERMINALS ARE INOPERATIVE: WJF1\nIT IS HELD FOR THEM UNTIL THE NEXT LOG-ON`,
    });
    expect(inoperativeNotice(COMMIT, 4, eventOf({ ...SENT, inoperative: [] }))).toBeUndefined();
  });

  it('is told what a day has not delivered, the first two hundred by name', () => {
    expect(undeliveredNotice(COMMIT, 4, { ...SENT, mke: 'EVFNOT', to: '' }, ['GHQ1'])?.text).toMatch(/YOUR MESSAGE EVFNOT MRI 8 OF 20261120 0800\nUNDELIVERED - NOT DELIVERED WITHIN 24 HOURS TO: GHQ1\n.*\nSEE TXT$/);
    expect(undeliveredNotice(COMMIT, 4, SENT, Array.from({ length: 201 }, (_, n) => `T${String(n)}`))?.text).toMatch(/ T199 AND 1 MORE\n/);
    expect(undeliveredNotice(COMMIT, 4, SENT, [])).toBeUndefined();
  });
});
