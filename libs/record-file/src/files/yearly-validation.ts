import type { ValidationRule } from '../file-rules.js';

/** Manual, Validations: on the list of the third month after the entry, and from then on every year; what is not confirmed is removed (D19). */
export const YEARLY_VALIDATION: ValidationRule = { first: [{ listed: { months: 3 } }], again: { months: 12 }, unanswered: 'removed' };
