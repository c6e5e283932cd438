import { addressees, type Recipients } from '@statewire/access';
import { readBroadcastCode, type Message, type MessageKey } from '@statewire/catalogue';
import type { Platform } from '@statewire/service-kit';
import type { Seat } from './seat.js';

/** Whom a message of this seat reaches as the directory stands; nobody where its key is not for messages. */
export const recipientsFor = ({ directory }: Platform, { agency, terminal }: Seat, { addressed }: MessageKey, { fields }: Message): Recipients =>
  addressed === undefined ? { terminals: [], agencies: [], reached: [] } : addressees(addressed, fields, directory, { ori: agency.ori, terminal: terminal.id });

/** Terminals at which nobody is logged on. */
export const inoperativeOf = ({ directory, clock }: Platform, terminals: readonly string[]): readonly string[] => {
  if (terminals.length === 0) return [];
  const now = clock.now();
  const open = new Set([...directory.sessions.values()].filter(({ expiresAt }) => now < expiresAt).map(({ terminal }) => terminal));
  return terminals.filter((terminal) => !open.has(terminal));
};

/** Of what a message reaches, the terminals of which its sender is told when they are inoperative (decision M3). */
export const watchedOf = ({ reached }: Recipients): readonly string[] => [
  ...new Set(reached.flatMap(({ destination, terminals }) => (readBroadcastCode(destination)?.rule.tellsInoperative === true ? terminals : []))),
];
