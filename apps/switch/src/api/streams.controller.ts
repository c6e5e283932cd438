import { Controller, Get, Headers, Inject, Param, Query, Req, Res } from '@nestjs/common';
import { STREAM_LEDGERS, type LedgerName, type ServiceName } from '@statewire/contracts';
import { causeOf, isFailure } from '@statewire/kernel';
import { fromHead, type ChainState, type PartitionId } from '@statewire/ledger';
import type { LedgerFeed } from '@statewire/projector';
import { placeRead, PLATFORM, type PlacesAnswer, type Platform } from '@statewire/service-kit';
import type { FastifyReply } from 'fastify';
import { SwitchService } from '../switch.service.js';
import { For, seatOf, type SeatedRequest } from './audience.guard.js';
import { disclosed } from './disclosures.js';
import { notFound, problem } from './problem.js';
import { sendRecords, type StreamOptions, type Subscriber } from './record-stream.js';
import { hasRole, mayInquire, type Seat } from './seat.js';
import { openEventStream, resumedFrom } from './server-sent-events.js';
import { Sessions } from './sessions.service.js';
import { parseCursor, type Place } from './stream-cursor.js';

const TIMEOUT_MS = 5_000;

/** Whose view tells how far a ledger is shown; of hot files it is `inquiry`'s. */
const SHOWN_BY: Partial<Readonly<Record<LedgerName, ServiceName>>> = { messages: 'messaging' };

/** Whether the ledger holds a commit. That it cannot be asked just now says neither. */
const isHeld = async (feed: LedgerFeed, part: PartitionId, state: ChainState): Promise<boolean> => {
  try {
    await feed.checkHead(part, state);
    return true;
  } catch (cause) {
    if (isFailure(cause) && cause.canRetry) throw cause;
    return false;
  }
};

@Controller('v1/streams')
export class StreamsController {
  constructor(
    @Inject(PLATFORM) private readonly platform: Platform,
    private readonly sessions: Sessions,
    private readonly switching: SwitchService,
  ) {}

  @Get(':file')
  @For('regional')
  async stream(
    @Req() request: SeatedRequest, @Res() reply: FastifyReply, @Param('file') file: string,
    @Query('after') after?: string, @Headers('last-event-id') last?: string,
  ): Promise<void> {
    const seat = seatOf(request);
    if (!this.mayFollow(seat)) throw problem(403, 'Streams are for regional systems that may inquire: the certificate is missing or over.');
    const ledger = Object.hasOwn(STREAM_LEDGERS, file) ? STREAM_LEDGERS[file] : undefined;
    if (ledger === undefined) throw notFound(`There is a stream of each of: ${Object.keys(STREAM_LEDGERS).join(', ')}.`);
    const feed = this.platform.feed(ledger);
    const from = resumedFrom(last) ?? after;
    const places = await this.placesAfter(from, ledger, feed);
    // Whoever has gone meanwhile is shown nothing.
    if (request.raw.destroyed) return;
    const leave = this.sessions.follow(seat, 'records');
    try {
      await disclosed(this.switching.journal, seat, request.url, { mke: 'STREAM', says: `${file} FROM ${from ?? 'ITS BEGINNING'}` });
      const stream = openEventStream(request, reply, () => this.sessions.isOpen(seat) && this.mayFollow(seat));
      await this.send({ file, feed, places, stream }, seat);
    } finally {
      leave();
    }
  }

  private async send(sending: Omit<StreamOptions, 'to'>, seat: Seat): Promise<void> {
    const { file, stream } = sending;
    try {
      await sendRecords({ ...sending, to: () => this.subscriber(seat) });
    } catch (cause) {
      this.platform.log.warn('a stream broke off', { file, cause: causeOf(cause) });
    } finally {
      stream.end();
    }
  }

  /** A stream is one inquiry after all records, which goes on: it ends with the right to inquire, and with that to streams. */
  private mayFollow(seat: Seat): boolean {
    const sits = this.sessions.seatNow(seat);
    const now = this.platform.clock.now();
    return sits !== undefined && hasRole(sits, 'regional', now) && mayInquire(sits, now);
  }

  private subscriber(seat: Seat): Subscriber {
    const { agency } = this.sessions.seatNow(seat) ?? seat;
    return { ...agency, terminals: this.platform.directory.terminalsOf(agency.ori).map(({ id }) => id) };
  }

  private async placesAfter(after: string | undefined, ledger: LedgerName, feed: LedgerFeed): Promise<readonly Place[]> {
    const beginning = feed.parts.map((part): Place => ({ state: feed.genesis(part), skip: 0 }));
    if (after === undefined || after === '') return beginning;
    if (after === 'now') return this.placesNow(ledger, beginning);
    const places = parseCursor(after, feed.parts.length);
    if (places === undefined) throw problem(400, 'after: the id of an event of this stream, or now.');
    return Promise.all(beginning.map((begin, n) => this.heldPlace(feed, n, begin, places[n] ?? begin)));
  }

  /** The place as the ledger has it: its commit must be there, and it is read from that one on, whatever else the cursor says. */
  private async heldPlace(feed: LedgerFeed, n: number, begin: Place, { state, skip }: Place): Promise<Place> {
    const part = feed.parts[n];
    if (state.seq === 0 && state.head === begin.state.head) return { ...begin, skip };
    if (part === undefined || state.seq === 0 || !(await isHeld(feed, part, state))) throw problem(400, 'after: this place is not in the ledger of this stream.');
    return { state: fromHead(state), skip };
  }

  private async placesNow(ledger: LedgerName, beginning: readonly Place[]): Promise<readonly Place[]> {
    const { places } = await this.platform.bus.ask<PlacesAnswer>(SHOWN_BY[ledger] ?? 'inquiry', 'places', { ledger }, TIMEOUT_MS);
    return beginning.map((begin, n) => ({ state: placeRead(places[n]) ?? begin.state, skip: 0 }));
  }
}
