import { readBroadcastCode, type Selection } from './broadcast-codes.js';
import type { FieldValues } from './message.js';
import { valuesOf } from './message.js';
import { hasCode } from './tables.js';

/**
 * How a message finds its recipients: by the destinations in its field DRI, single ORIs first, at most so many of each kind
 * (decision M1), or always the same ones, whoever sends it.
 */
export type Addressing =
  | Readonly<{ by: 'destinations'; orisMax: number; codesMax: number }>
  | Readonly<{ by: 'rule'; to: readonly (Selection & Readonly<{ title: string }>)[] }>;

/** What a destination is: an Ohio broadcast code, another state (behind a code, for its control center), or a single ORI. */
export type DestinationKind = 'code' | 'state' | 'ori';

const OWN_STATE = 'OH';

/** A broadcast code comes first, also where a state has the same letters. What is neither is taken for an ORI, whether or not anybody has it. */
export const kindOfDestination = (destination: string): DestinationKind => {
  if (readBroadcastCode(destination) !== undefined) return 'code';
  return destination !== OWN_STATE && hasCode(['STATE-us', 'STATE-territory', 'STATE-canada'], destination) ? 'state' : 'ori';
};

/** The destinations that a message names, in their order, each once. */
export const destinationsIn = (fields: FieldValues): readonly string[] =>
  [...new Set(valuesOf(fields, 'DRI').flatMap((value) => value.split(/[ ,]+/)))].filter((destination) => destination !== '');
