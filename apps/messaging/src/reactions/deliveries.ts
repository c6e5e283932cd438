import { ohioDate, ohioTime } from '@statewire/clock';
import { LEADS_CONTROL, mriOf, namedTerminals, sentMessage, type LedgerName } from '@statewire/contracts';
import { positionText, type Commit, type OpenedEvent } from '@statewire/ledger';
import type { Post } from '../domain/mailbox.decider.js';
import type { Sent } from '../receipts.js';

const HELD = 'IT IS HELD FOR THEM UNTIL THE NEXT LOG-ON';

/** A message of a terminal, on its way to each of its recipients. */
export const deliveryOf = ({ d, p }: OpenedEvent): Post => {
  const { terminals, mri, kind, mke, from, to } = sentMessage(d);
  return { terminals, mail: { mri, kind, mke, from, to, background: 'none' }, text: typeof p === 'object' ? String(p['text'] ?? '') : '' };
};

/** What the sender of a message is told by the system; there is one such notice a commit. */
const toSender = ({ position }: Commit, partitions: number, sent: Omit<Sent, 'text'>, lines: readonly string[]): Post => {
  const { part, seq } = position;
  const mri = mriOf(part.ledger as LedgerName, part.index, partitions, seq);
  const to = sent.to === '' ? '' : ` TO ${sent.to}`;
  return {
    terminals: [sent.terminal],
    mail: { mri, kind: 'notice', mke: sent.mke, from: LEADS_CONTROL, to: sent.terminal, background: 'none', re: sent.mri, position: positionText(position) },
    text: [
      `MRI ${String(mri)}`,
      'L.E.A.D.S. AUTOMATED MESSAGE  DELIVERY NOTICE',
      `YOUR MESSAGE ${sent.mke} MRI ${String(sent.mri)}${to} OF ${ohioDate(sent.at)} ${ohioTime(sent.at)}`,
      ...lines,
    ].join('\n'),
  };
};

/** The sender of OHALLOHPT is told at once which terminals are inoperative (manual, broadcast codes; decision M3). */
export const inoperativeNotice = (commit: Commit, partitions: number, { d }: OpenedEvent): Post | undefined => {
  const sent = sentMessage<Omit<Sent, 'text'>>(d);
  if (sent.inoperative.length === 0) return undefined;
  return toSender(commit, partitions, sent, [`THESE TERMINALS ARE INOPERATIVE: ${namedTerminals(sent.inoperative)}`, HELD]);
};

/** The sender is told once of the terminals to which a day has not delivered the message (decision M3), with the message to remember it by. */
export const undeliveredNotice = (commit: Commit, partitions: number, sent: Sent, terminals: readonly string[]): Post | undefined =>
  terminals.length === 0 ? undefined : toSender(commit, partitions, sent, [`UNDELIVERED - NOT DELIVERED WITHIN 24 HOURS TO: ${namedTerminals(terminals)}`, HELD, sent.text]);
