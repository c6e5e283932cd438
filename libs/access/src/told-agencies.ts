import { valuesOf, type FieldValues } from '@statewire/catalogue';
import type { Roll } from './recipients.js';

/** The agencies that a message names in these tags to be told of it, and at which no terminal is told. */
export const untold = (tells: readonly string[], fields: FieldValues, roll: Pick<Roll, 'terminalsOf'>): readonly Readonly<{ tag: string; ori: string }>[] =>
  tells.flatMap((tag) => valuesOf(fields, tag).flatMap((ori) => (ori === '' || roll.terminalsOf(ori).length > 0 ? [] : [{ tag, ori }])));
