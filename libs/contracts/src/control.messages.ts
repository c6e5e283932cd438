import type { Instant } from '@statewire/kernel';

/** The ORI under which the system itself writes, and under which LEADS Control is contacted (manual, Terminal ORI Numbers). */
export const LEADS_CONTROL = 'OHLEADSCY';

export type Agency = Readonly<{
  ori: string;
  name: string;
  city: string;
  /** LEADS county number, 1 to 88; null where an agency belongs to none. */
  county: number | null;
  district: number | null;
  class: string;
  type: string;
  access: string;
  /** May enter records. */
  entry: boolean;
  staffed24x7: boolean;
  /** The terminal agency through which a non-terminal agency reaches the system. */
  servedBy: string | null;
  groups: readonly string[];
  phone: string;
}>;

const CONTROL_ROOM = 'CONTROL';
/** The control room's agency is the state's own, whatever its ORI. */
export const isControlRoom = ({ groups }: Pick<Agency, 'groups'>): boolean => groups.includes(CONTROL_ROOM);

export type Terminal = Readonly<{ id: string; ori: string; kind: string }>;

/** `none` is a practitioner: may log on, may transmit nothing. */
export type Certification = 'none' | 'INQ' | 'FQO' | 'TAC' | 'NETAC';

export type Operator = Readonly<{
  id: string;
  ori: string;
  certification: Certification;
  cch: boolean;
  roles: readonly string[];
  /** CCYY-MM-DD, the last day of the certificate. */
  certifiedUntil: string;
  mfa: string;
}>;

/** The state as it is loaded into an empty control ledger; `password` is every operator's. */
export type StateFile = Readonly<{
  password: string;
  agencies: readonly Agency[];
  terminals: readonly Terminal[];
  operators: readonly (Operator & Readonly<{ name: string }>)[];
}>;

/** A session as the control ledger knows it: the token itself is never stored. */
export type Session = Readonly<{
  /** SHA-256 of the token, base64url. */
  tokenHash: string;
  operator: string;
  terminal: string;
  ori: string;
  openedAt: Instant;
  /** Twelve hours after the log-on (IA-11). */
  expiresAt: Instant;
}>;

export type LogOnRequest = Readonly<{ operator: string; password: string; terminal: string }>;
export type LogOnAnswer =
  | Readonly<{ kind: 'open'; token: string; session: Session; position: string }>
  /** Some part is wrong, without saying which. */
  | Readonly<{ kind: 'refused' }>
  | Readonly<{ kind: 'locked' }>;

export const BANNER =
  'RESTRICTED SYSTEM OF THE STATE. USE IS MONITORED, RECORDED AND AUDITED. UNAUTHORIZED USE IS PROHIBITED AND PUNISHABLE. ' +
  'WHOEVER LOGS ON CONSENTS TO MONITORING AND RECORDING.';
