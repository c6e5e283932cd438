import type { Session } from '@statewire/contracts';
import type { Instant } from '@statewire/kernel';

/** A session idle for longer is over (decision A5). */
export const SESSION_IDLE_MS_MAX = 30 * 60_000;
/** Re-authentication every twelve hours (decision A5). */
export const SESSION_MS_MAX = 12 * 3_600_000;

/** Whether a session still counts at `now`, last used at `lastUsed`. */
export const sessionIsOpen = (session: Session, lastUsed: Instant, now: Instant): boolean =>
  now < session.expiresAt && Date.parse(now) - Date.parse(lastUsed) < SESSION_IDLE_MS_MAX;
