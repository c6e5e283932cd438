import { authorize, judgeDestinations, untold, type DestinationFault } from '@statewire/access';
import { check, type Message, type MessageKey } from '@statewire/catalogue';
import { ohioDate } from '@statewire/clock';
import { FAULT_CODES } from '@statewire/kernel';
import type { Platform } from '@statewire/service-kit';
import { nobodyTold } from '../domain/words.js';
import type { SeatFacts } from './seat.js';

/** A fault, and the destination that it is about where it is about one. */
export type MessageFault = DestinationFault;
export type Judgement = Readonly<{ faults: readonly MessageFault[]; notices: readonly string[] }>;

const inOrder = (faults: readonly MessageFault[]): readonly MessageFault[] =>
  [...faults].sort((a, b) => FAULT_CODES.indexOf(a.code) - FAULT_CODES.indexOf(b.code));

/** What the catalogue, the rules of access and the directory say against a message, all at once, in the order in which a reply names them. */
export const judge = ({ directory, clock }: Platform, seat: SeatFacts, message: Message & { ori: string }, key: MessageKey | undefined): Judgement => {
  const today = ohioDate(clock.now());
  const as = directory.agencies.get(message.ori);
  const { faults, notices } = check(message, { today, ...(as === undefined ? {} : { staffed24x7: as.staffed24x7 }) });
  const only = key?.only === undefined ? {} : { only: key.only, serves: [...directory.agencies.values()].filter(({ servedBy }) => servedBy === message.ori) };
  const refused = key && authorize({ operator: seat.operator, at: seat.agency, from: seat.terminal, as, right: key.right, today, ...only });
  const isReadable = (tag: string): boolean => !faults.some((fault) => fault.tag === tag);
  const misdirected = key?.addressed !== undefined && isReadable('DRI') ? judgeDestinations(key.addressed, message.fields, directory, seat.agency) : [];
  return {
    faults: inOrder([...(refused === undefined ? [] : [refused]), ...faults, ...misdirected]),
    notices: [...notices, ...untold((key?.tells ?? []).filter(isReadable), message.fields, directory).map(nobodyTold)],
  };
};
