import { describe, expect, it, jest } from '@jest/globals';
import { memoryViews } from '@statewire/views/views.memory';
import type { View } from '@statewire/views';
import { awaitMail, belledView } from './belled-view.js';
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

describe('whoever awaits mail', () => {
  const request = { terminal: 'COL1', after: 0, waitMs: LONG_MS };
  const viewOf = (range: () => Promise<readonly object[]>): View => ({ range }) as unknown as View;

  it('hears at once of what lies there, of what comes later by the bell, and of nothing after so long', async () => {
    const bell = new MailBell();
    expect(await awaitMail(viewOf(() => Promise.resolve([{}])), bell, request)).toBe(true);
    const view = viewOf(() => { bell.ring('COL1'); return Promise.resolve([]); });
    expect(await awaitMail(view, bell, request)).toBe(true);
    expect(await awaitMail(viewOf(() => Promise.resolve([])), bell, { ...request, waitMs: 1 })).toBe(false);
  });

  it('waits no longer where the mailbox cannot be looked at', async () => {
    jest.useFakeTimers();
    try {
      await expect(awaitMail(viewOf(() => Promise.reject(new Error('disk'))), new MailBell(), request)).rejects.toThrow('disk');
      expect(jest.getTimerCount()).toBe(0);
    } finally {
      jest.useRealTimers();
    }
  });
});
