import type { Instant } from '@statewire/kernel';
import type { Mail } from './reply.js';

/** Pattern `read`: the mailbox of a terminal after a number, oldest first. Reading removes nothing; what is handed over is marked as delivered. */
export type ReadMail = Readonly<{ terminal: string; after: number; limit: number; operator: string; handsOver: boolean }>;
export type MailPage = Readonly<{ messages: readonly Mail[] }>;

/** Pattern `acknowledge`: true when there is such a message. */
export type AcknowledgeMail = Readonly<{ terminal: string; seq: number; operator: string }>;

/** Pattern `await-mail`: true as soon as the mailbox holds a message after that number, false when there was none for so long. */
export type AwaitMail = Readonly<{ terminal: string; after: number; waitMs: number }>;

/** What one destination of a message stands for, and how many it reaches. */
export type DestinationCount = Readonly<{ destination: string; title: string; agencies: number; terminals: number }>;

/**
 * A message on its way from a terminal to others: payload of the command `SendMessage`, and the open part of `message.sent` but for `text`.
 * `to` are its destinations as they were named; `terminals` its recipients, computed before it was sent; `inoperative` those of
 * them that its sender is told of at once (decision M3).
 */
export type SentMessage = Readonly<{
  mri: number;
  mke: string;
  kind: 'administrative' | 'broadcast';
  from: string;
  terminal: string;
  to: string;
  terminals: readonly string[];
  reached: readonly DestinationCount[];
  inoperative: readonly string[];
}>;

/** Pattern `receipts`: what became of a message that was sent; undefined when there is none of that number. */
export type ReceiptsRequest = Readonly<{ mri: number }>;
export type Receipt = Readonly<{ terminal: string; deliveredAt?: Instant; acknowledgedAt?: Instant; acknowledgedBy?: string }>;
export type ReceiptsAnswer = Readonly<{ sent?: Readonly<{ mri: number; mke: string; from: string; to: string; at: Instant; receipts: readonly Receipt[] }> }>;
