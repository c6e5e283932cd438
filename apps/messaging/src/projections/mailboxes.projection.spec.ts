import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '@statewire/kernel';
import type { Commit } from '@statewire/ledger';
import { acknowledgedKey, mailboxes } from './mailboxes.projection.js';

const acknowledged = (seq: number, at: string, by: string) =>
  ({ head: { seq }, body: { ev: [{ t: 'mail.acknowledged', tv: 1, s: 'mailbox/COL1', sv: seq, d: { terminal: 'COL1', seq: 3, by, at } }] } }) as unknown as Commit;

describe('the acknowledgement of a message', () => {
  it('is the first one, whoever acknowledges it again', async () => {
    const stored = new Map<string, JsonObject>();
    const before = { get: (id: string) => Promise.resolve(stored.get(id)) };
    for (const commit of [acknowledged(7, '2026-11-20T13:00:00.000Z', 'col1'), acknowledged(9, '2026-11-20T14:00:00.000Z', 'col2')]) {
      for (const change of await mailboxes.apply(commit, before)) if ('put' in change) stored.set(change.id, change.put.doc);
    }
    expect(stored).toEqual(new Map([[acknowledgedKey('COL1', 3), { at: '2026-11-20T13:00:00.000Z', by: 'col1' }]]));
  });
});
