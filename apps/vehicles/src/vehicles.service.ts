import { Inject, Injectable } from '@nestjs/common';
import { PLATFORM, RecordService, type Platform } from '@statewire/service-kit';

/** Vehicles, plates, parts and towed vehicles. Owner of the vehicles ledger; the home of a record is its owner's ORI. */
@Injectable()
export class VehiclesService extends RecordService {
  constructor(@Inject(PLATFORM) platform: Platform) {
    super(platform, 'vehicles');
  }
}
