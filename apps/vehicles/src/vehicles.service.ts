import { Inject, Injectable } from '@nestjs/common';
import { PLATFORM, type HostedLedger, type Platform, type Service } from '@statewire/service-kit';
import { vehicleDecider } from './domain/vehicle.decider.js';

/** The vehicle file: stolen and felony vehicles. Owner of the vehicles ledger; the home of a record is its owner's ORI. */
@Injectable()
export class VehiclesService implements Service {
  readonly name = 'vehicles';
  private readonly ledger: HostedLedger;

  constructor(@Inject(PLATFORM) private readonly platform: Platform) {
    this.ledger = platform.host('vehicles', (partition, partitions) => vehicleDecider({ partition, partitions }));
    platform.register(this);
  }

  async start(): Promise<void> {
    await this.ledger.start();
    await this.platform.serve(this, this.ledger.handlers);
  }

  stop(): Promise<void> {
    return this.ledger.stop();
  }

  resting(): Promise<boolean> {
    return Promise.resolve(this.ledger.resting());
  }
}
