import type { Message, MessageKey } from '@statewire/catalogue';
import type { Platform } from '@statewire/service-kit';
import type { Journal, Transmission } from './journal.js';
import type { Sessions } from './sessions.service.js';

/** A checked and authorised message on its way: everything that carrying it out needs. */
export type Context = Readonly<{
  platform: Platform;
  journal: Journal;
  sessions: Sessions;
  transmission: Transmission;
  key: MessageKey;
  message: Message & Readonly<{ ori: string }>;
  notices: readonly string[];
  /** Who is told that this process still brings answers of an inquiry, and until when. */
  unfinished: Readonly<{ track: (id: string, bringing: Promise<void>) => void }>;
}>;

/** What asking needs of it: an inquiry that is asked again has no session any more. */
export type Inquiring = Omit<Context, 'sessions' | 'unfinished'>;
