import { Inject, Injectable } from '@nestjs/common';
import { FILE_LEDGERS, LEDGER_NAMES, type LedgerName } from '@statewire/contracts';
import { Failure } from '@statewire/kernel';
import { partitionName, type Commit } from '@statewire/ledger';
import type { Following } from '@statewire/projector';
import type { SealSink, SignedSeal } from '@statewire/seals';
import { PLATFORM, type Platform, type Service } from '@statewire/service-kit';
import type { View } from '@statewire/views';
import { setTimeout as sleep } from 'node:timers/promises';
import { chaptersAfter, recordHistory, type Chapters } from './projections/record-history.projection.js';

const LAST_SEALS_MS = 2_000;
const LEDGERS = [...new Set(Object.values(FILE_LEDGERS))] as readonly LedgerName[];

/** `after`: the version that is known already. */
type HistoryRequest = Readonly<{ idx: string; after: number }>;

const isSeal = ({ t }: Readonly<{ t: string }>): boolean => t === 'chain.sealed';

/** What is damaged is not empty. */
const isEmpty = async (seals: SealSink): Promise<boolean> => {
  try {
    for await (const _ of seals.list()) return false;
  } catch {
    return false;
  }
  return true;
};

/** What happened to a record, and how it stood at any instant. Owns nothing. */
@Injectable()
export class AuditService implements Service {
  readonly name = 'audit';
  private view: View | undefined;
  private projecting: Following | undefined;
  private copying: Following | undefined;

  constructor(@Inject(PLATFORM) private readonly platform: Platform) {
    platform.register(this);
  }

  async start(): Promise<void> {
    this.view = await this.platform.ports.views.open(recordHistory.name, recordHistory.version);
    this.projecting = this.platform.project({ ...recordHistory, ledgers: LEDGERS, view: this.view });
    this.copying = this.platform.react({
      name: 'copy-seals', ledgers: LEDGER_NAMES, repeats: 'all', checkpoints: await this.copied(), opens: 'nothing',
      concerns: ({ body }) => body.ev.some(isSeal), handle: (commit) => this.copySeals(commit),
    });
    await Promise.all([this.projecting.start(), this.copying.start()]);
    await this.platform.serve(this, {
      history: (asked: HistoryRequest) => this.history(asked),
    });
  }

  async stop(): Promise<void> {
    // The desks seal what they have at an orderly end: those seals are copied too, when they come in time.
    await Promise.race([this.copying?.caughtUp().catch(() => undefined), sleep(LAST_SEALS_MS)]);
    await this.copying?.stop();
    await this.projecting?.stop();
  }

  async resting(): Promise<boolean> {
    return (await this.projecting?.resting()) === true && (await this.copying?.resting()) === true;
  }

  /** Up to where seals were copied: nowhere when no copy is left. */
  private async copied(): Promise<View> {
    const { views, seals } = this.platform.ports;
    const view = await views.open('copy-seals', 1);
    if (await isEmpty(seals)) await view.clear();
    return view;
  }

  /** Seals are kept away from the ledger, so that who rewrites the one cannot rewrite the other. */
  private async copySeals({ body, position }: Commit): Promise<void> {
    for (const { d } of body.ev.filter(isSeal)) {
      const seal = d as unknown as SignedSeal;
      if ((await this.platform.ports.seals.publish(seal)) === 'as-before') continue;
      this.platform.alarms.raise('audit/other-seals', { partition: partitionName(position.part), fromSeq: seal.fromSeq, toSeq: seal.toSeq });
    }
  }

  /** What the ledger holds of a record now, oldest first, part after part. */
  private async history({ idx, after }: HistoryRequest): Promise<Chapters> {
    if (this.view === undefined || this.projecting === undefined) throw new Failure('audit/not-started', 'the history view is not open', true);
    await this.projecting.caughtUp();
    return chaptersAfter(this.view, idx, after);
  }
}
