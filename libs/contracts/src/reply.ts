import type { Fault, Instant } from '@statewire/kernel';

export type Background = 'red' | 'blue' | 'green' | 'yellow' | 'purple' | 'none';
export type Outcome = 'answered' | 'accepted' | 'pending' | 'rejected';
export type RecordStatus = 'pending' | 'active' | 'located' | 'cleared' | 'cancelled' | 'retired' | 'refused';

/** A record as a reply names it. */
export type RecordRef = Readonly<{ file: string; idx: string; lid: string; nic?: string; status: RecordStatus }>;

/** One source's word on one record. `shown` says which version of which record it prints, for the journal. */
export type Response = Readonly<{
  source: string;
  mke: string;
  background: Background;
  text: string;
  record?: RecordRef & Readonly<{ ori?: string }>;
  /** With IND/Y: the images of the record. */
  images?: readonly ImageRef[];
}>;

/** An image as a response names it: its number, type, date (CCYYMMDD), remarks, and the path of the picture. */
export type ImageRef = Readonly<{ imn: string; imt: string; doi: string; mis: string; href: string }>;

export type FaultSaid = Fault & Readonly<{ says: string }>;

/** The reply to a transmission, as interface.md lays it down. */
export type Reply = Readonly<{
  mri: number;
  mke: string;
  ori: string;
  at: string;
  outcome: Outcome;
  code: string;
  text: string;
  responses: readonly Response[];
  faults?: readonly FaultSaid[];
  record?: RecordRef;
  position?: string;
}>;

export type MailKind = 'administrative' | 'broadcast' | 'hit-confirmation' | 'notice' | 'response';

/** A message in a terminal's mailbox; `seq` counts per terminal. */
export type Mail = Readonly<{
  seq: number;
  mri: number;
  kind: MailKind;
  mke: string;
  from: string;
  to: string;
  at: Instant;
  background: Background;
  text: string;
  re?: number;
  record?: RecordRef;
  position?: string;
}>;
