import { Inject, Injectable } from '@nestjs/common';
import { PLATFORM, RecordService, type Platform } from '@statewire/service-kit';

/** Wanted persons. Owner of the ledger of that name; the home of a record is its owner's ORI. */
@Injectable()
export class WantedPersonsService extends RecordService {
  constructor(@Inject(PLATFORM) platform: Platform) {
    super(platform, 'wanted-persons');
  }
}
