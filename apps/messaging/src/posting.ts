import { LEADS_CONTROL, type CommandMessage, type LedgerName } from '@statewire/contracts';
import { isFailure, type JsonObject } from '@statewire/kernel';
import { sendCommand, type Platform } from '@statewire/service-kit';
import type { Post } from './domain/mailbox.decider.js';

const TIMEOUT_MS = 10_000;
const BY = { ori: LEADS_CONTROL, device: 'messaging', user: 'system' };
/** Terminals that one commit posts a message to. */
const POSTED_MAX = 2_000;

/** Terminals by the partition of their mailboxes, each once. */
export const homesOf = (terminals: readonly string[], partitionOf: (terminal: string) => number): ReadonlyMap<number, readonly string[]> => {
  const groups = new Map<number, string[]>();
  for (const terminal of new Set(terminals)) {
    const partition = partitionOf(terminal);
    const group = groups.get(partition);
    if (group === undefined) groups.set(partition, [terminal]);
    else group.push(terminal);
  }
  return groups;
};

/** The id of the command that posts a message in a partition, to its terminals from that one on. */
export const commandId = (id: string, partition: number, from = 0): string => `${id}/${String(partition)}${from === 0 ? '' : `/${String(from)}`}`;

/** Why no desk will ever take a command: it is refused, or cannot be written at all. */
const refusalOf = async (bus: Platform['bus'], command: CommandMessage): Promise<string | undefined> => {
  try {
    const { out, faults } = await sendCommand(bus, 'messages' satisfies LedgerName, command, TIMEOUT_MS);
    return out === 'rejected' ? JSON.stringify(faults) : undefined;
  } catch (cause) {
    if (isFailure(cause, 'desk/bad-command')) return cause.message;
    throw cause;
  }
};

/** A delivery commit a partition, of many terminals several; each terminal gets the message once, however often this is repeated. What no desk takes is an alarm. */
export const postMail = async (platform: Pick<Platform, 'alarms' | 'bus' | 'partitionOf'>, { terminals, mail, text, kid }: Post, id: string): Promise<void> => {
  for (const [partition, group] of homesOf(terminals, (terminal) => platform.partitionOf(terminal))) {
    for (let from = 0; from < group.length; from += POSTED_MAX) {
      const payload = { terminals: group.slice(from, from + POSTED_MAX), mail, text, ...(kid === undefined ? {} : { kid }) };
      const command = { id: commandId(id, partition, from), type: 'PostMail', key: group[from] ?? '', by: BY, payload: payload as unknown as JsonObject };
      const refusal = await refusalOf(platform.bus, command);
      if (refusal !== undefined) platform.alarms.raise('messaging/not-posted', { command: command.id, cause: refusal });
    }
  }
};
