import type { Fault, FaultCode } from '@statewire/kernel';
import type { Lookup } from './check.js';
import type { FieldRule } from './field-rule.js';
import type { MessageKey } from './message-key.js';

/** Words for the rules that no field's own description says. */
const REASONS: ReadonlyMap<string, string> = new Map([
  ['empty', 'an empty field is taken in a modification only, where it deletes'],
  ['too-many', 'it is given too often'],
  ['future', 'the date is after today'],
  ['date', 'there is no such date'],
  ['one-of', 'at least one of them is needed'],
  ['together', 'it is needed together with the others of its group'],
  ['hangs-on', 'without it another field says nothing'],
  ['identification', 'it is needed to identify the record'],
  ['after-hours', 'an agency that is not staffed at all hours must say here how a hit is confirmed after hours'],
  ['nothing-changed', 'the message identifies a record but changes nothing'],
  ['not-deletable', 'a required field cannot be deleted'],
  ['positional', 'the key takes fewer values in front of its fields'],
  ['empty-message', 'the message is empty'],
  ['key', 'a message begins with its message key: letters, digits, at most one hyphen'],
  ['field-form', 'a field is written TAG/value'],
  ['not-an-object', 'the body is an object with mke and fields'],
  ['not-text', 'it must be text, or a list of texts'],
  ['unknown-member', 'the body has mke, ori, args and fields only'],
]);

const LEADING: Readonly<Record<FaultCode, string>> = {
  FORMAT: 'FORMAT ERR',
  UNKNOWN_MKE: 'MKE - no such message key',
  NOT_AUTHORIZED: 'ORI NOT AUTHORIZED',
  UNKNOWN_FIELD: 'UNKNOWN FIELD',
  MISSING_FIELD: 'MISSING FIELD',
  FIELD_ERROR: 'FIELD ERR',
  NOT_OWNER: 'NOT OWNER - only the entering agency may do this',
  ON_FILE: 'REJECT ON FILE',
  NOT_ON_FILE: 'NOT ON FILE - no record fits the identification',
  AMBIGUOUS: 'AMBIGUOUS - the identification fits several records',
  LOCATED: 'IN LOCATED STATUS - a located record cannot be modified',
  DETAINER: 'DETAINER - a detainer stands on the record',
  MAX_IMAGES: 'MAXIMUM IMAGES REACHED',
  STOLEN_ON_FILE: 'STOLEN ON FILE - contact the entering agency',
  NCIC_REJECT: 'REJECTED BY NCIC',
  PENDING_CHANGE: 'PENDING CHANGE - a change of the record waits for NCIC',
  PROHIBITED: 'PROHIBITED - the rules forbid this message',
  OBSOLETE: 'OBSOLETE - what was asked for has been overtaken',
  DEFECT: 'DEFECT - the system could not decide; the control room is told',
};

const WITH_FIELDS: ReadonlySet<FaultCode> = new Set(['FORMAT', 'UNKNOWN_FIELD', 'MISSING_FIELD', 'FIELD_ERROR']);

const reasonOf = (fault: Fault, key: MessageKey | undefined, rule: FieldRule | undefined): string | undefined => {
  if (fault.why === undefined) return undefined;
  if (fault.why === 'length') return rule?.tooLong ?? (rule === undefined ? undefined : `it has more than ${String(rule.lengthMax)} characters`);
  if (fault.why === 'too-old') return fault.tag === undefined ? undefined : key?.within?.[fault.tag]?.says;
  return REASONS.get(fault.why) ?? key?.conditions?.find(({ why }) => why === fault.why)?.says;
};

/** Table names are told for narrower choices too, by their codes. */
const holds = (lookup: Lookup, codes: (tag: string) => readonly string[], tag: string, key: MessageKey | undefined): string | undefined => {
  const rule = lookup.fieldRule(tag, key?.file);
  if (rule === undefined) return undefined;
  const narrower = codes(tag);
  return `${tag}, ${rule.name}, holds ${narrower.length === 0 ? rule.says : narrower.join(' or ')}`;
};

/** The sentence for the terminal: what is wrong, the tag, and what it may hold. It never repeats what was sent. */
export const explainFault = (lookup: Lookup, codes: (key: MessageKey | undefined, tag: string) => readonly string[], fault: Fault, mke?: string): string => {
  const key = mke === undefined ? undefined : lookup.known(mke)?.key;
  if (fault.code === 'UNKNOWN_FIELD') return `UNKNOWN FIELD ${fault.tag ?? ''} - ${mke ?? 'the key'} has no such field`;

  const tags = fault.tag?.split('/') ?? [];
  const parts = WITH_FIELDS.has(fault.code)
    ? [
        reasonOf(fault, key, lookup.fieldRule(tags[0] ?? '', key?.file)),
        ...tags.map((tag) => holds(lookup, (narrowed) => codes(key, narrowed), tag, key)),
      ].filter((part) => part !== undefined)
    : [];
  const subject = fault.code === 'UNKNOWN_MKE' ? '' : [fault.tag, fault.idx === undefined ? undefined : `IDX/${fault.idx}`].filter((part) => part !== undefined).join(' ');
  return `${LEADING[fault.code]}${subject === '' ? '' : ` ${subject}`}${parts.length === 0 ? '' : ` - ${parts.join('; ')}`}`;
};
