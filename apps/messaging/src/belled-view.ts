import type { AwaitMail } from '@statewire/contracts';
import type { View } from '@statewire/views';
import type { MailBell } from './mail-bell.js';
import { mailEnd, mailKey, terminalOfMail } from './projections/mailboxes.projection.js';

/** Whoever waits for mail asks again after that. */
const AWAIT_MS_MAX = 60_000;

/** The mailboxes' view, which rings a terminal's bell once it shows new mail. */
export const belledView = (view: View, bell: MailBell): View => ({
  get: (id) => view.get(id),
  find: (key, limit) => view.find(key, limit),
  range: (from, to, limit) => view.range(from, to, limit),
  checkpoint: (part) => view.checkpoint(part),
  clear: () => view.clear(),
  async write(part, changes, checkpoint) {
    await view.write(part, changes, checkpoint);
    for (const { id } of changes) {
      const terminal = terminalOfMail(id);
      if (terminal !== undefined) bell.ring(terminal);
    }
  },
});

/** Whether new mail is there, or has come by then. The bell is listened for before the mailbox is looked at, so that nothing comes between. */
export const awaitMail = async (view: View | undefined, bell: MailBell, { terminal, after, waitMs }: AwaitMail): Promise<boolean> => {
  const { rung, leave } = bell.wait(terminal, Math.min(waitMs, AWAIT_MS_MAX));
  try {
    const found = await view?.range(mailKey(terminal, after + 1), mailEnd(terminal), 1);
    return (found ?? []).length > 0 || (await rung);
  } finally {
    leave();
  }
};
