import { kindOfDestination } from '@statewire/catalogue';
import { namedTerminals, type SentMessage } from '@statewire/contracts';

const counted = (count: number, one: string, many: string): string => `${String(count)} ${count === 1 ? one : many}`;

/** The lines of a reply to a message: how many terminals it goes to, which destination reaches none (decision M10), who is inoperative (M3). */
export const sentText = ({ mke, terminals, reached, to, inoperative }: SentMessage): string => {
  const states = to.split(' ').filter((destination) => kindOfDestination(destination) === 'state');
  return [
    `${mke} ACCEPTED - SENT TO ${counted(terminals.length, 'TERMINAL', 'TERMINALS')}`,
    ...reached
      .filter((one) => one.terminals === 0 && !states.includes(one.destination))
      .map(({ destination, title }) => `${destination === '' ? title.toUpperCase() : destination} REACHES NO TERMINAL`),
    ...states.map((state) => `${state} NOT SENT - MESSAGES TO OTHER STATES ARE NOT OFFERED YET`),
    ...(inoperative.length === 0 ? [] : [`INOPERATIVE, HELD UNTIL THE NEXT LOG-ON: ${namedTerminals(inoperative)}`]),
  ].join('\n');
};
