import type { FieldRule } from './field-rule.js';
import { missingFields } from './fields/missing.fields.js';
import { personFields } from './fields/person.fields.js';
import { recordFields } from './fields/record.fields.js';
import { serviceFields } from './fields/service.fields.js';
import { vehicleFields } from './fields/vehicle.fields.js';

/** The field dictionary: every tag of the manual. A tag with several meanings stands once for each, with the files of the narrower one. */
export const standardFields: readonly FieldRule[] = [...recordFields, ...vehicleFields, ...personFields, ...missingFields, ...serviceFields];
