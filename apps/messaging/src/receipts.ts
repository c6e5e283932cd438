import { sentMessage, type Receipt, type ReceiptsAnswer, type SentMessage } from '@statewire/contracts';
import type { Instant } from '@statewire/kernel';
import type { View } from '@statewire/views';
import { acknowledgedKey, copiesKey, deliveredEnd, deliveredKey, sentKey, type Acknowledged, type Copy, type Delivered } from './projections/mailboxes.projection.js';

/** More terminals than a state has. */
const COPIES_MAX = 100_000;

/** A message as it was sent, with the text that its recipients get. */
export type Sent = SentMessage & Readonly<{ at: Instant; text: string }>;

const handedOver = async (view: View, { terminal, seq }: Copy): Promise<Delivered | undefined> => {
  const [first] = await view.range(deliveredKey(terminal, seq), deliveredEnd(terminal), 1);
  const delivered = first?.doc as unknown as Delivered | undefined;
  return delivered !== undefined && delivered.from <= seq ? delivered : undefined;
};

const receiptOf = async (view: View, copy: Copy): Promise<Receipt> => {
  const [delivered, taken] = await Promise.all([handedOver(view, copy), view.get(acknowledgedKey(copy.terminal, copy.seq))]);
  const acknowledged = taken?.doc as unknown as Acknowledged | undefined;
  return {
    terminal: copy.terminal,
    ...(delivered === undefined ? {} : { deliveredAt: delivered.at }),
    ...(acknowledged === undefined ? {} : { acknowledgedAt: acknowledged.at, acknowledgedBy: acknowledged.by }),
  };
};

/** A message as it was sent, and its receipts by terminal: one for each of its recipients, in their order. */
export const receiptsOf = async (view: View, mri: number): Promise<Readonly<{ sent: Sent; receipts: readonly Receipt[] }> | undefined> => {
  const stored = await view.get(sentKey(mri));
  if (stored === undefined) return undefined;
  const sent = sentMessage<Sent>(stored.doc);
  const copies = new Map((await view.find(copiesKey(mri), COPIES_MAX)).map(({ doc }) => [String(doc['terminal']), doc as unknown as Copy]));
  const receipts = await Promise.all(sent.terminals.map(async (terminal): Promise<Receipt> => {
    const copy = copies.get(terminal);
    return copy === undefined ? { terminal } : receiptOf(view, copy);
  }));
  return { sent, receipts };
};

/** The same as other services see it. */
export const receiptsAnswer = async (view: View, mri: number): Promise<ReceiptsAnswer> => {
  const found = await receiptsOf(view, mri);
  if (found === undefined) return {};
  const { sent: { mke, from, to, at }, receipts } = found;
  return { sent: { mri, mke, from, to, at, receipts } };
};
