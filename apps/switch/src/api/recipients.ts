import { addressees, type Recipients } from '@statewire/access';
import { readBroadcastCode, type Message, type MessageKey } from '@statewire/catalogue';
import type { Platform } from '@statewire/service-kit';
import type { SeatFacts } from './seat.js';
import type { Sessions } from './sessions.service.js';

/** Whom a message of this seat reaches as the directory stands; nobody where its key is not for messages. */
export const recipientsFor = ({ directory }: Platform, { agency, terminal }: SeatFacts, { addressed }: MessageKey, { fields }: Message): Recipients =>
  addressed === undefined ? { terminals: [], agencies: [], reached: [] } : addressees(addressed, fields, directory, { ori: agency.ori, terminal: terminal.id });

/** Terminals at which nobody is logged on any more. */
export const inoperativeOf = (sessions: Pick<Sessions, 'attended'>, terminals: readonly string[]): readonly string[] => {
  if (terminals.length === 0) return [];
  const attended = sessions.attended();
  return terminals.filter((terminal) => !attended.has(terminal));
};

/** Of what a message reaches, the terminals of which its sender is told when they are inoperative (decision M3). */
export const watchedOf = ({ reached }: Recipients): readonly string[] => [
  ...new Set(reached.flatMap(({ destination, terminals }) => (readBroadcastCode(destination)?.rule.tellsInoperative === true ? terminals : []))),
];
