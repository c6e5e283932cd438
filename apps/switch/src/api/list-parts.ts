import type { Message } from '@statewire/catalogue';
import type { OutsideAnswer, SearchAnswer } from '@statewire/contracts';
import { formatDot } from '@statewire/wire';

/** The message that brings the next part of a list; undefined where there is none. */
export const nextPart = (message: Message, answer: SearchAnswer | OutsideAnswer): string | undefined =>
  'next' in answer ? formatDot({ ...message, fields: { ...message.fields, PAG: [answer.next] } }) : undefined;
