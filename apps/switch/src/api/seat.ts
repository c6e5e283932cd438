import { authorize, hasAccess, isCertified } from '@statewire/access';
import { ohioDate } from '@statewire/clock';
import type { Agency, Operator, Session, Terminal } from '@statewire/contracts';
import type { Instant } from '@statewire/kernel';

/** Who sits where, whether or not the session is still open. */
export type SeatFacts = Readonly<{ operator: Operator; agency: Agency; terminal: Terminal }>;

/** An operator at a terminal, as the facts stand at this very request. */
export type Seat = SeatFacts & Readonly<{ session: Session }>;

/** Who may use a route; a closed list, so that one test can walk all routes. */
export const AUDIENCES = ['anyone', 'session', 'regional'] as const;
export type Audience = (typeof AUDIENCES)[number];

/** Whether what an operator is counts: not for an agency that has no part in LEADS, nor when his certificate is over. */
export const counts = ({ operator, agency }: Seat, now: Instant): boolean => hasAccess(agency) && isCertified(operator, ohioDate(now));

export const hasRole = (seat: Seat, role: string, now: Instant): boolean => seat.operator.roles.includes(role) && counts(seat, now);

/** Whether an operator may inquire at all: only then is anything of the files shown, by whichever way. */
export const mayInquire = ({ operator, agency }: Seat, now: Instant): boolean =>
  authorize({ operator, at: agency, as: agency, right: 'inquire', today: ohioDate(now) }) === undefined;

/** Whether he may from this terminal, which one that only receives is not for; streams it may follow. */
export const mayInquireHere = (seat: Seat, now: Instant): boolean => seat.terminal.kind !== 'receive-only' && mayInquire(seat, now);
