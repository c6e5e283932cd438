import { Inject, Injectable } from '@nestjs/common';
import { PLATFORM, RecordService, type Platform } from '@statewire/service-kit';

/** Caution Ohio Police. Owner of the cop ledger; the home of a record is its owner's county, as its numbers count per county. */
@Injectable()
export class CopService extends RecordService {
  constructor(@Inject(PLATFORM) platform: Platform) {
    super(platform, 'cop');
  }
}
