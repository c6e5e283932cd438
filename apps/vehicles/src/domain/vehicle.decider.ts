import { standardCatalogue } from '@statewire/catalogue';
import type { DomainDecider } from '@statewire/kernel';
import { recordDecider, vehicleRules, type Place } from '@statewire/record-file';

/** Decides for one partition of the vehicles ledger: stolen and felony vehicles. Plates, parts and towed vehicles join this list. */
export const vehicleDecider = (place: Place): DomainDecider => recordDecider([vehicleRules], standardCatalogue, place);
