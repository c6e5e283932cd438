/**
 * Why a message is refused, in the order in which a reply chooses its code (`code` is that of the first):
 * form, key, right, fields, then what the file itself refuses.
 */
export const FAULT_CODES = [
  'FORMAT',
  'UNKNOWN_MKE',
  'NOT_AUTHORIZED',
  'UNKNOWN_FIELD',
  'MISSING_FIELD',
  'FIELD_ERROR',
  'NOT_OWNER',
  'ON_FILE',
  'NOT_ON_FILE',
  'AMBIGUOUS',
  'LOCATED',
  'DETAINER',
  'MAX_IMAGES',
  'STOLEN_ON_FILE',
  'NCIC_REJECT',
  'PENDING_CHANGE',
  'PROHIBITED',
  'OBSOLETE',
  'DEFECT',
] as const;

export type FaultCode = (typeof FAULT_CODES)[number];

/**
 * A refusal by the rules is a value. Its text is rendered from the catalogue when it is shown, never stored.
 * `tag` is the field at fault (several joined with `/` where one of a group is missing), `idx` the record in the way,
 * `why` names the rule broken where the field's own description would not say it (a key of the catalogue's reasons), `nth` the
 * place of the value at fault, from 1, among several of the field: a fault never repeats a value.
 */
export type Fault = Readonly<{ code: FaultCode; tag?: string; idx?: string; why?: string; nth?: number }>;
