import type { OpenedEvent } from '@statewire/ledger';
import type { Counts } from './decider.port.js';

/** Tells that commits were accepted as lost: the first and the last of them, and how far they had counted. */
export const lossEventType = 'chain.loss-accepted';
export const lossEventVersion = 1;

/** How far the commits had counted that this event tells to be lost; undefined where it tells of no loss. */
export const countsLost = ({ t, tv, d }: OpenedEvent): Counts | undefined => (t === lossEventType && tv === lossEventVersion ? (d['counts'] as Counts) : undefined);
