import type { Mail } from './reply.js';

/** Pattern `read`: the mailbox of a terminal after a number, oldest first. Reading marks as delivered, removes nothing. */
export type ReadMail = Readonly<{ terminal: string; after: number; limit: number; operator: string }>;
export type MailPage = Readonly<{ messages: readonly Mail[] }>;

/** Pattern `acknowledge`: true when there is such a message. */
export type AcknowledgeMail = Readonly<{ terminal: string; seq: number; operator: string }>;
