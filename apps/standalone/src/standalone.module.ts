import { Module, type DynamicModule } from '@nestjs/common';
import { AgenciesModule } from '@statewire/agencies';
import { AuditModule } from '@statewire/audit';
import { ChlModule } from '@statewire/chl';
import { CopModule } from '@statewire/cop';
import { ExchangeModule } from '@statewire/exchange';
import { ImagesModule } from '@statewire/images';
import { InquiryModule } from '@statewire/inquiry';
import { MessagingModule } from '@statewire/messaging';
import { MissingPersonsModule } from '@statewire/missing-persons';
import { PlatformModule, type Platform } from '@statewire/service-kit';
import { SwitchModule } from '@statewire/switch';
import { TimerModule } from '@statewire/timer';
import { VehiclesModule } from '@statewire/vehicles';
import { WantedPersonsModule } from '@statewire/wanted-persons';

/** Every service in one process. They stop in this order: who takes messages first, who owns ledgers then, who only reads last. */
@Module({})
export class StandaloneModule {
  static with(platform: Platform): DynamicModule {
    return {
      module: StandaloneModule,
      imports: [
        PlatformModule.with(platform),
        SwitchModule, TimerModule, MessagingModule, ExchangeModule,
        VehiclesModule, CopModule, WantedPersonsModule, MissingPersonsModule, ChlModule, ImagesModule,
        AgenciesModule, InquiryModule, AuditModule,
      ],
    };
  }
}
