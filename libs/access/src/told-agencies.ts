import { OWN_STATE, valuesOf, type FieldValues } from '@statewire/catalogue';
import type { Fault } from '@statewire/kernel';
import type { Roll } from './recipients.js';

type Told = Readonly<{ tag: string; ori: string }>;

const toldIn = (tells: readonly string[], fields: FieldValues): readonly Told[] =>
  tells.flatMap((tag) => valuesOf(fields, tag).flatMap((ori) => (ori === '' ? [] : [{ tag, ori }])));

/** Of the agencies that a message names in these tags to be told of it, those of this state that are none: the word to them would be lost. */
export const judgeTold = (tells: readonly string[], fields: FieldValues, { agencies }: Roll): readonly Fault[] =>
  toldIn(tells, fields).flatMap(({ tag, ori }) => (ori.startsWith(OWN_STATE) && !agencies.has(ori) ? [{ code: 'FIELD_ERROR', tag, why: 'unknown-agency' }] : []));

/** Those at which no terminal is told. */
export const untold = (tells: readonly string[], fields: FieldValues, roll: Pick<Roll, 'terminalsOf'>): readonly Told[] =>
  toldIn(tells, fields).filter(({ ori }) => roll.terminalsOf(ori).length === 0);
