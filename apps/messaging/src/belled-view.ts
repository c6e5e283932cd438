import type { View } from '@statewire/views';
import type { MailBell } from './mail-bell.js';
import { terminalOfMail } from './projections/mailboxes.projection.js';

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
