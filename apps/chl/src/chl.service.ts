import { Inject, Injectable } from '@nestjs/common';
import { PLATFORM, RecordService, type Platform } from '@statewire/service-kit';

/** Concealed handgun licenses. Owner of the ledger `chl`; the home of a record is the county of the sheriff who entered it. */
@Injectable()
export class ChlService extends RecordService {
  constructor(@Inject(PLATFORM) platform: Platform) {
    super(platform, 'chl');
  }
}
