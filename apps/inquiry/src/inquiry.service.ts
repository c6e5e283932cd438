import { Inject, Injectable } from '@nestjs/common';
import { findMessageKey } from '@statewire/catalogue';
import {
  RECORD_LEDGERS, type AlikeAnswer, type AlikeRequest, type AwaitPositions, type ImageRequest, type LedgerName, type RecordAnswer, type RecordRequest, type ResolveAnswer, type ResolveRequest, type RollAnswer, type RollRequest, type SearchAnswer, type SearchRequest,
  type ValidationCountsRequest, type ValidationListRequest,
} from '@statewire/contracts';
import { Failure, type JsonObject } from '@statewire/kernel';
import { stateAfter } from '@statewire/ledger';
import type { Following } from '@statewire/projector';
import { lookupOf } from '@statewire/record-file';
import { placesShown, PLATFORM, positionsOf, type Platform, type Service } from '@statewire/service-kit';
import type { View } from '@statewire/views';
import { imageNamed, recordNamed, withImages } from './images.js';
import { hotFiles } from './projections/hot-files.projection.js';
import { withOffice } from './office.js';
import { LAST_QUERIES, queriesIn, tellsOfQueries, type LastQuery } from './projections/last-queries.projection.js';
import { alike, resolve, search } from './search.js';
import { roll } from './listing.js';
import { validationCounts, validationList } from './validations.js';

/** The hot-file index and the inquiries it answers. Owns nothing: all of it can be thrown away and built again. */
@Injectable()
export class InquiryService implements Service {
  readonly name = 'inquiry';
  private view: View<JsonObject> | undefined;
  private projecting: Following | undefined;
  private lastQueries: View<LastQuery> | undefined;
  private followingQueries: Following | undefined;

  constructor(@Inject(PLATFORM) private readonly platform: Platform) {
    platform.register(this);
  }

  async start(): Promise<void> {
    const view = await this.platform.ports.views.open(hotFiles.name, hotFiles.version);
    const projecting = this.platform.project({ ...hotFiles, ledgers: RECORD_LEDGERS, view });
    this.view = view;
    this.projecting = projecting;
    await projecting.start();
    this.followingQueries = await this.followQueries();
    // An answer from a view that is behind could hide a stolen vehicle: nothing is answered before it has caught up.
    await projecting.caughtUp();
    await this.platform.serve(this, {
      search: (request: SearchRequest): Promise<SearchAnswer> => this.search(request),
      record: (request: RecordRequest) => this.record(request),
      image: ({ imn }: ImageRequest) => imageNamed(this.opened(), imn),
      roll: async (request: RollRequest): Promise<RollAnswer> => ({ records: (await roll(this.opened(), request)) as unknown as readonly JsonObject[] }),
      resolve: (request: ResolveRequest) => this.resolve(request),
      alike: async (request: AlikeRequest): Promise<AlikeAnswer> => ({ records: (await alike(this.opened(), request, this.platform.clock.now())) as unknown as readonly JsonObject[] }),
      'validation-list': (request: ValidationListRequest) => validationList(this.opened(), request),
      'validation-counts': (request: ValidationCountsRequest) => validationCounts(this.opened(), request),
      places: ({ ledger }: { ledger: LedgerName }) => placesShown(this.platform.feed(ledger), view, projecting),
      await: ({ positions, timeoutMs }: AwaitPositions) => this.awaitShown(positions, timeoutMs),
    });
  }

  async stop(): Promise<void> {
    await this.projecting?.stop();
    await this.followingQueries?.stop();
  }

  async resting(): Promise<boolean> {
    return (await this.projecting?.resting()) === true && (await this.followingQueries?.resting()) === true;
  }

  /** What the journal tells of queries is written when a record is concerned that shows it: all other inquiries cost it nothing. No answer waits for it. */
  private async followQueries(): Promise<Following> {
    const { ports } = this.platform;
    const view = await ports.views.open<LastQuery>(LAST_QUERIES.name, LAST_QUERIES.version);
    this.lastQueries = view;
    const following = this.platform.react({
      name: LAST_QUERIES.name, ledgers: ['journal'], repeats: 'all', checkpoints: view, opens: 'nothing', concerns: tellsOfQueries,
      handle: (commit) => view.write(commit.position.part, queriesIn(commit), stateAfter(commit)),
    });
    await following.start();
    return following;
  }

  private opened(): View<JsonObject> {
    if (this.view === undefined) throw new Failure('inquiry/not-started', 'the hot-file view is not open', true);
    return this.view;
  }

  private async search(request: SearchRequest): Promise<SearchAnswer> {
    const { lastQueries } = this;
    if (lastQueries === undefined) throw new Failure('inquiry/not-started', 'the view of last queries is not open', true);
    const answer = withOffice(this.platform.directory.agencies, await search({ hotFiles: this.opened(), lastQueries }, request, this.platform.clock.now()));
    return request.fields['IND']?.[0] === 'Y' || findMessageKey(request.mke)?.showsImages === true ? withImages(this.opened(), answer) : answer;
  }

  private async record(request: RecordRequest): Promise<RecordAnswer> {
    if (request.current === true) await this.projecting?.caughtUp();
    return recordNamed(this.opened(), request);
  }

  private async resolve({ file, kind, identification, ori }: ResolveRequest): Promise<ResolveAnswer> {
    const found = await resolve(this.opened(), lookupOf(file, kind, identification), ori);
    return { records: found.map(({ idx, owner, home, status }) => ({ idx, owner, home, status })) };
  }

  private async awaitShown(positions: readonly string[], timeoutMs: number): Promise<boolean> {
    return (await this.projecting?.waitFor(positionsOf(positions), timeoutMs)) === 'reached';
  }
}
