import type { LineFunction, RecordEventName } from '@statewire/contracts';
import type { Fault, Instant } from '@statewire/kernel';
import type { Standing } from './record.js';

/** What an event says beside the record itself. `refusal` is the line's text, so it is sealed. */
export type EventExtras = Readonly<{
  request?: LineFunction;
  /** Number of the version that asked the line what this event has its answer to. */
  answers?: number;
  /** Tags that a modification changed. */
  changed?: readonly string[];
  /** Number of the pending change that this event ended unanswered. */
  endedChange?: number;
  /** The transmission whose pending entry or change this event ended unanswered. */
  endedAsked?: string;
  /** Key of the message whose change this event brings into force, refuses or ends; left out for a modification. */
  askedKey?: string;
  /** The line did not hold the record before, and does with this change. */
  joined?: true;
  /** The number of what the line shall hold no longer: the record's own, or one that it was given too late. */
  formerNic?: string;
  refusal?: string;
  /** Whoever asked for the event wants it broadcast. */
  broadcast?: true;
  /** Who found the record valid, as its agency names him; sealed. */
  validator?: string;
  /** Which of the record's clocks has come, and the instant for which it was set. */
  clock?: Readonly<{ kind: string; due: Instant }>;
}>;

/** What comes of a file's own function or clock: events in their order, each with the record as it then stands; or why nothing does. */
export type Outcome = Readonly<{ faults: readonly Fault[] } | { events: readonly Happening[] }>;
export type Happening = Readonly<{ what: RecordEventName; record: Standing; extras?: EventExtras }>;
