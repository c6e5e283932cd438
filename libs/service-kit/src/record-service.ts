import { standardCatalogue } from '@statewire/catalogue';
import { FILE_LEDGERS, LEDGERS, RECORD_LEDGERS } from '@statewire/contracts';
import { fileRules, recordDecider } from '@statewire/record-file';
import type { HostedLedger } from './hosted-ledger.js';
import type { Platform } from './platform.js';
import type { Service } from './service.js';

/** The first digit of a ledger's LIDs. */
export const seriesOf = (ledger: (typeof RECORD_LEDGERS)[number]): number => RECORD_LEDGERS.indexOf(ledger);

/** A service that owns hot files: the record engine with the rules of every file that its ledger holds. */
export abstract class RecordService implements Service {
  readonly name: string;
  private readonly ledger: HostedLedger;

  constructor(private readonly platform: Platform, ledger: (typeof RECORD_LEDGERS)[number]) {
    const files = Object.values(fileRules).filter(({ file }) => FILE_LEDGERS[file] === ledger);
    this.name = LEDGERS[ledger].service;
    this.ledger = platform.host(ledger, (partition, partitions) => recordDecider(files, standardCatalogue, { partition, partitions, series: seriesOf(ledger) }));
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
