import { describe, expect, it } from '@jest/globals';
import { memoryViews } from '@statewire/views/views.memory';
import { belledView } from './belled-view.js';
import { MailBell } from './mail-bell.js';
import { mailKey } from './projections/mailboxes.projection.js';

const LONG_MS = 60_000;

describe('a bell', () => {
  it('wakes everybody who waits for this terminal, and nobody else', async () => {
    const bell = new MailBell();
    const waiting = [bell.wait('COL1', LONG_MS), bell.wait('COL1', LONG_MS)];
    const other = bell.wait('CLE1', 1);
    bell.ring('COL1');
    expect(await Promise.all(waiting.map(({ rung }) => rung))).toEqual([true, true]);
    expect(await other.rung).toBe(false);
    bell.ring('COL1');
  });

  it('lets go of whoever leaves, and of everybody at the end', async () => {
    const bell = new MailBell();
    const [gone, last] = [bell.wait('COL1', LONG_MS), bell.wait('CLE1', LONG_MS)];
    gone.leave();
    bell.stop();
    expect(await Promise.all([gone.rung, last.rung])).toEqual([false, true]);
  });

  it('rings once the view shows the mail', async () => {
    const bell = new MailBell();
    const view = await memoryViews().open('mailboxes', 1);
    const { rung } = bell.wait('COL1', LONG_MS);
    const id = mailKey('COL1', 1);
    const seen = rung.then(async () => (await view.get(id))?.doc);
    const state = { next: 1n, seq: 1, head: 'x', headOffset: 0n };
    await belledView(view, bell).write({ ledger: 'messages', gen: 1, index: 0 }, [{ id, seq: 1, put: { keys: [id], doc: { text: 'X' } } }, { id: 'SENT:8', seq: 1, put: { keys: [], doc: {} } }], state);
    expect(await seen).toEqual({ text: 'X' });
  });
});
