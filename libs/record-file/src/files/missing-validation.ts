import { addMonths, isDate, ohioDate } from '@statewire/clock';
import type { Instant } from '@statewire/kernel';
import type { ValidationRule } from '../file-rules.js';
import type { Standing } from '../record.js';
import { YEARLY_VALIDATION } from './yearly-validation.js';

const JUVENILE_KEYS = ['EMJ', 'EMJC'];
const ADULT_MONTHS = 18 * 12;
const FIRST_DAYS = 30;

/** Entered as one, or under eighteen at that moment under whatever key. */
const isJuvenile = ({ mke, fields }: Standing, at: Instant): boolean =>
  JUVENILE_KEYS.includes(mke) || (fields['DOB'] ?? []).some((born) => isDate(born) && addMonths(born, ADULT_MONTHS) > ohioDate(at));

/** Manual, Validations: "Missing juveniles are required to be validated initially at 30 days and annually thereafter." */
export const MISSING_VALIDATION: ValidationRule = { ...YEARLY_VALIDATION, first: [{ where: isJuvenile, listed: { days: FIRST_DAYS } }, ...YEARLY_VALIDATION.first] };
