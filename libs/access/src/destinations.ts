import { destinationsIn, kindOfDestination, readBroadcastCode, type Addressing, type FieldValues } from '@statewire/catalogue';
import type { Agency } from '@statewire/contracts';
import type { Fault } from '@statewire/kernel';
import { isAddressable, isSelected, isWithoutAccess, recipientsIn, recipientsOf, type Recipients, type Roll, type Sender } from './recipients.js';

/** A fault in the field DRI, and the destination that it is about where it is about one. */
export type DestinationFault = Fault & Readonly<{ destination?: string }>;

const wrong = (why: string, destination?: string): DestinationFault =>
  ({ code: 'FIELD_ERROR', tag: 'DRI', why, ...(destination === undefined ? {} : { destination }) });

const faultOfOne = (destination: string, before: readonly string[], roll: Roll, sender: Agency): DestinationFault | undefined => {
  const kind = kindOfDestination(destination);
  const codesBefore = before.some((other) => kindOfDestination(other) === 'code');
  if (kind === 'state') return codesBefore ? undefined : wrong('state-alone', destination);
  if (kind === 'ori') {
    if (!isAddressable(roll, destination)) return wrong('unknown-destination', destination);
    if (isWithoutAccess(roll, destination)) return wrong('destination-without-access', destination);
    return codesBefore ? wrong('ori-after-code', destination) : undefined;
  }
  const { systemOnly, reservedFor } = readBroadcastCode(destination)?.rule ?? {};
  if (systemOnly === true) return wrong('system-code', destination);
  if (reservedFor === undefined || isSelected(sender, reservedFor)) return undefined;
  return { code: 'NOT_AUTHORIZED', tag: 'DRI', why: 'reserved-code', destination };
};

/** What is wrong with the destinations of a message: how many, their order, whether each exists, and who may use it (decisions M1, M2). */
export const judgeDestinations = (addressed: Addressing, fields: FieldValues, roll: Roll, sender: Agency): readonly DestinationFault[] => {
  if (addressed.by === 'rule') return [];
  const destinations = destinationsIn(fields);
  const oris = destinations.filter((destination) => kindOfDestination(destination) === 'ori').length;
  return [
    ...(oris > addressed.orisMax ? [wrong('too-many-oris')] : []),
    ...(destinations.length - oris > addressed.codesMax ? [wrong('too-many-codes')] : []),
    ...destinations.flatMap((destination, n) => faultOfOne(destination, destinations.slice(0, n), roll, sender) ?? []),
  ];
};

/** Whom a message reaches, computed before it is sent. */
export const addressees = (addressed: Addressing, fields: FieldValues, roll: Roll, sender: Sender): Recipients =>
  addressed.by === 'rule' ? recipientsIn(addressed.to, roll, sender) : recipientsOf(destinationsIn(fields), roll, sender);
