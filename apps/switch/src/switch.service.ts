import { Inject, Injectable } from '@nestjs/common';
import { tableOf, TABLES } from '@statewire/catalogue';
import { PLATFORM, type HostedLedger, type Platform, type Service } from '@statewire/service-kit';
import { Journal } from './api/journal.js';
import { UnfinishedInquiries } from './api/unfinished-inquiries.js';
import { journalDecider } from './domain/journal.decider.js';

/** Log-on, parsing, authorisation, routing and the journal of every message. Owner of the journal; its home key is the terminal. */
@Injectable()
export class SwitchService implements Service {
  readonly name = 'switch';
  readonly journal: Journal;
  readonly unfinished: UnfinishedInquiries;
  private readonly ledger: HostedLedger;

  constructor(@Inject(PLATFORM) private readonly platform: Platform) {
    this.ledger = platform.host('journal', journalDecider);
    this.journal = new Journal(platform, this.ledger);
    this.unfinished = new UnfinishedInquiries(platform, this.journal);
    platform.register(this);
  }

  async start(): Promise<void> {
    await this.ledger.start();
    // Read now, so that the first officer to enter a vehicle does not wait for the code tables.
    for (const name of TABLES) tableOf(name);
    await this.unfinished.start();
    await this.platform.serve(this, this.ledger.handlers);
  }

  async stop(): Promise<void> {
    await this.unfinished.stop();
    await this.ledger.stop();
  }

  resting(): Promise<boolean> {
    return Promise.resolve(this.ledger.resting());
  }
}
