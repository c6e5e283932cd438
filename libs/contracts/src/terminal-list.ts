import type { JsonObject } from '@statewire/kernel';
import type { SentMessage } from './messaging.messages.js';

/** So many stand in a text or, one by one, in an event. */
const NAMED_MAX = 200;
/** The digit of base 36 that says how much a name has in common with the one before it. */
const COMMON_MAX = 35;

const commonOf = (one: string, other: string): number => {
  let common = 0;
  while (common < COMMON_MAX && common < other.length && one[common] === other[common]) common += 1;
  return common;
};

/** Many terminals as one short text, so that a message to all of a state fits into one commit: `0COL1 32 1LE1` is COL1 COL2 CLE1. */
export const packTerminals = (terminals: readonly string[]): string =>
  terminals.map((terminal, n) => {
    const common = commonOf(terminals[n - 1] ?? '', terminal);
    return `${common.toString(36)}${terminal.slice(common)}`;
  }).join(' ');

/** What `packTerminals` packed, in the same order. */
export const unpackTerminals = (packed: string): readonly string[] => {
  let before = '';
  return packed.split(' ').map((entry) => (before = `${before.slice(0, parseInt(entry[0] ?? '0', 36))}${entry.slice(1)}`));
};

const stored = (terminals: readonly string[]): readonly string[] | string => (terminals.length > NAMED_MAX ? packTerminals(terminals) : terminals);
const read = (terminals: unknown): readonly string[] => (typeof terminals === 'string' ? unpackTerminals(terminals) : (terminals as readonly string[]));

/** The open part of `message.sent`, and what an event holds of it. */
export const storedMessage = (sent: SentMessage): JsonObject => ({ ...(sent as unknown as JsonObject), terminals: stored(sent.terminals), inoperative: stored(sent.inoperative) });
/** What `storedMessage` stored, its terminals one by one again; `More` is what else lies in `d`. */
export const sentMessage = <More = unknown>(d: JsonObject): SentMessage & More =>
  ({ ...(d as unknown as SentMessage & More), terminals: read(d['terminals']), inoperative: read(d['inoperative']) });

/** As a text names them. */
export const namedTerminals = (terminals: readonly string[]): string => {
  const more = terminals.length - NAMED_MAX;
  return [...terminals.slice(0, NAMED_MAX), ...(more > 0 ? [`AND ${String(more)} MORE`] : [])].join(' ');
};
