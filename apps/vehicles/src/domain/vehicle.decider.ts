import { standardCatalogue } from '@statewire/catalogue';
import type { DomainDecider } from '@statewire/kernel';
import { FILE_RULES, recordDecider, type Place } from '@statewire/record-file';

/** Decides for one partition of the vehicles ledger: stolen and felony vehicles. Plates, parts and towed vehicles join this list. */
export const vehicleDecider = (place: Place): DomainDecider => recordDecider([FILE_RULES.vehicle], standardCatalogue, place);
