import type { FaultCode } from '@statewire/kernel';

/** How the sentence about a fault begins, in NCIC's manner (facts.md §2.4). */
export const LEADING: Readonly<Record<FaultCode, string>> = {
  FORMAT: 'FORMAT ERR',
  UNKNOWN_MKE: 'UNKNOWN',
  NOT_AUTHORIZED: 'ORI NOT AUTHORIZED',
  UNKNOWN_FIELD: 'UNKNOWN FIELD',
  MISSING_FIELD: 'MISSING FIELD',
  FIELD_ERROR: 'FIELD ERR',
  NOT_OWNER: 'NOT OWNER',
  ON_FILE: 'REJECT ON FILE',
  NOT_ON_FILE: 'NOT ON FILE',
  AMBIGUOUS: 'AMBIGUOUS',
  LOCATED: 'IN LOCATED STATUS',
  DETAINER: 'DETAINER ON FILE',
  MAX_IMAGES: 'MAXIMUM IMAGES REACHED',
  STOLEN_ON_FILE: 'STOLEN ON FILE',
  NCIC_REJECT: 'REJECTED BY NCIC',
  PENDING_CHANGE: 'CHANGE PENDING',
  PROHIBITED: 'PROHIBITED',
  OBSOLETE: 'OBSOLETE',
  DEFECT: 'SYSTEM ERR',
};

/** What a code says by itself, where no field and no reason says more. */
export const MEANING: Partial<Readonly<Record<FaultCode, string>>> = {
  UNKNOWN_MKE: 'no such message key',
  NOT_OWNER: 'only the entering agency may do this',
  ON_FILE: 'the same is on file already',
  NOT_ON_FILE: 'no record fits the identification',
  AMBIGUOUS: 'the identification fits several records',
  LOCATED: 'a located record cannot be modified',
  DETAINER: 'a detainer stands on the record',
  STOLEN_ON_FILE: 'contact the entering agency',
  PENDING_CHANGE: 'a change of the record waits for NCIC',
  PROHIBITED: 'the rules forbid this message',
  OBSOLETE: 'what was asked for has been overtaken',
  DEFECT: 'the message could not be decided; nothing was changed',
};

/** Words for the `why` of a fault: the rules that no field's own description says. Conditions bring their own, and so do the rules of access. */
export const REASONS: ReadonlyMap<string, string> = new Map([
  ['not-offered', 'the manual has this message key; it is not offered yet'],
  ['empty', 'an empty field is taken in a modification only, where it deletes'],
  ['too-many', 'it is given too often'],
  ['future', 'the date is after today'],
  ['date', 'there is no such date'],
  ['together', 'it is needed with the other fields of its group'],
  ['hangs-on', 'a field that was given says nothing without it'],
  ['identification', 'it is needed to identify the record'],
  ['after-hours', 'an agency that is not staffed at all hours says here how a hit is confirmed after hours'],
  ['nothing-changed', 'the message identifies a record and changes nothing'],
  ['not-deletable', 'a required field cannot be deleted'],
  ['positional', 'what stands in front of the fields is neither an ORI nor taken by the key'],
  ['empty-message', 'there is no message key'],
  ['key', 'a message begins with its key: letters, digits and hyphens'],
  ['field-form', 'a field is written TAG/value'],
  ['not-an-object', 'an object is wanted'],
  ['not-text', 'a text is wanted, or a list of texts'],
  ['unknown-member', 'a message has mke, ori, args and fields'],
  ['assigned', 'the system gives this number; it is never entered'],
]);
