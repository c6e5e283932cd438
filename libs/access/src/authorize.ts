import { KEY_RIGHTS, type Audience } from '@statewire/catalogue';
import type { Agency, Certification, Operator, Terminal } from '@statewire/contracts';
import type { Fault } from '@statewire/kernel';
import { hasAccess } from './has-access.js';

/** What a message key asks for (the catalogue names the right of each), and validating, which no key does. */
export const RIGHTS = [...KEY_RIGHTS, 'validate'] as const;
export type Right = (typeof RIGHTS)[number];

const READING: readonly Right[] = ['inquire', 'locate', 'confirm', 'message'];

/** Certificates and what they are good for (manual, LEADS Operator Certification; Validations). A NETAC coordinates without entering. */
const CERTIFIED: Readonly<Record<Certification, readonly Right[]>> = {
  none: [],
  INQ: READING,
  NETAC: READING,
  FQO: RIGHTS.filter((right) => right !== 'validate'),
  TAC: RIGHTS,
};

/** Rights that only an agency which may enter has: its records are its duty. */
const ENTERING: readonly Right[] = ['enter', 'modify', 'remove', 'detain', 'validate'];
/** A locate is placed by who recovers: law enforcement. Messages are for law enforcement too (decision M9). */
const LAW_ENFORCEMENT_ONLY: readonly Right[] = ['locate', 'confirm', 'detain', 'message'];

export type AuthorizationRequest = Readonly<{
  operator: Operator;
  /** The agency of the terminal at which the operator sits. */
  at: Agency;
  /** That terminal, where something is sent from it. */
  from?: Pick<Terminal, 'kind'>;
  /** The agency under whose ORI the message is sent; undefined when no agency has that ORI. */
  as: Agency | undefined;
  right: Right;
  /** Ohio's date, CCYYMMDD. */
  today: string;
  /** Whom alone the message key is for, and the agencies that `as` serves. */
  only?: Audience;
  serves?: readonly Agency[];
}>;

/** Whose terminals ask for law enforcement. More is shown to that than to a court or a coroner, who cannot borrow its ORI. */
const ASKING_FOR_LAW_ENFORCEMENT: readonly string[] = ['law-enforcement', 'dispatch-centre'];
const borrows = (at: Agency, as: Agency): boolean => as.type === 'law-enforcement' && !ASKING_FOR_LAW_ENFORCEMENT.includes(at.type);

/** A county's law enforcement agency (decision M2). */
const isSheriff = ({ class: kind, type }: Agency): boolean => kind === 'county' && type === 'law-enforcement';

const refused = (why: string, tag?: string): Fault => ({ code: 'NOT_AUTHORIZED', why, ...(tag === undefined ? {} : { tag }) });

/** Whether an operator's certificate is good on a day (Ohio's, CCYYMMDD); its last day still is. */
export const isCertified = ({ certifiedUntil }: Pick<Operator, 'certifiedUntil'>, today: string): boolean => certifiedUntil.replaceAll('-', '') >= today;

/**
 * Whether an operator may send a message of this right under this ORI, and why not.
 * A terminal agency inquires under the ORI of a non-terminal agency that it serves, but never enters under it (General
 * Information: ORI substitution).
 */
export const authorize = ({ operator, at, from, as, right, today, only, serves = [] }: AuthorizationRequest): Fault | undefined => {
  if (from?.kind === 'receive-only') return refused('receive-only');
  if ([at, as].some((agency) => agency !== undefined && !hasAccess(agency))) return refused('no-access');
  if (!isCertified(operator, today)) return refused('certificate-expired');
  if (!CERTIFIED[operator.certification].includes(right)) return refused('certification');
  if (as === undefined) return refused('unknown-ori', 'ORI');

  const own = as.ori === at.ori;
  const served = as.servedBy === at.ori && right === 'inquire' && !borrows(at, as);
  if (!own && !served) return refused('foreign-ori', 'ORI');
  if (only === 'law-enforcement' && as.type !== only) return refused('law-enforcement-only');
  if (only === 'sheriffs' && ![as, ...serves].some(isSheriff)) return refused('sheriffs-only');
  if (ENTERING.includes(right) && !as.entry) return refused('no-entry');
  if (LAW_ENFORCEMENT_ONLY.includes(right) && as.type !== 'law-enforcement') return refused('law-enforcement-only');
  return undefined;
};
