import { Controller, Get, Inject, Param, Query, Req } from '@nestjs/common';
import { ohioText, parseInstant } from '@statewire/clock';
import { isOnFile, isShownTo, responseOf, toldOfHits, type RecordView } from '@statewire/record-file';
import { PLATFORM, type Platform } from '@statewire/service-kit';
import { cameToStand } from '../domain/came-to-stand.js';
import { journalled } from '../domain/journalled.js';
import { SwitchService } from '../switch.service.js';
import { chaptersOf, type Chapter } from './chapters.js';
import { For, seatOf, type SeatedRequest } from './audience.guard.js';
import { disclosed, type Disclosure } from './disclosures.js';
import { notFound, problem } from './problem.js';
import { hasRole, mayInquireHere, type Seat } from './seat.js';
import { shownRecord, wholeRecord } from './shown-record.js';

const IDX = /^[A-Z]{2}\d{8}$/;

const versionsOf = (idx: string, ...versions: readonly number[]): string => `${idx} VERSION ${[...new Set([versions[0], versions.at(-1)])].join(' TO ')}`;

/** Whoever is shown a record on file has hit on it, whichever version it is; an agency that now wants to know of that is told. An auditor has asked for nobody. */
const hitOn = (shown: RecordView, now: RecordView, seat: Seat, isAuditor: boolean): Pick<Disclosure, 'shown'> => {
  if (isAuditor || !isOnFile(shown) || !isOnFile(now)) return {};
  return { shown: journalled(responseOf({ ...shown, stream: `${shown.file}/${shown.idx}` }, { notify: toldOfHits(now, seat.agency.ori) })).shown };
};

@Controller('v1/records')
export class RecordsController {
  constructor(
    @Inject(PLATFORM) private readonly platform: Platform,
    private readonly switching: SwitchService,
  ) {}

  @Get(':idx')
  @For('session')
  async record(@Req() request: SeatedRequest, @Param('idx') idx: string, @Query('asOf') asOf?: string) {
    const seat = seatOf(request);
    const chapters = await this.chapters(idx);
    const at = asOf === undefined ? undefined : parseInstant(asOf);
    if (asOf !== undefined && at === undefined) throw problem(400, 'asOf: an instant with offset, such as 2026-11-20T08:00:00-05:00.');
    const last = chapters.at(-1);
    const isWhole = this.isAuditor(seat) || last?.record.owner === seat.agency.ori;
    const then = chapters.filter((chapter) => (at === undefined || chapter.at <= at) && (isWhole || cameToStand(chapter.type))).at(-1);
    // What was on file then and is no more has nobody to see it but those who may see its end.
    if (then === undefined || last === undefined || ![then, last].every(({ record }) => this.maySee(seat, record))) throw notFound('There is no record of this IDX that may be shown.');
    const hit = request.method === 'HEAD' ? {} : hitOn(then.record, last.record, seat, this.isAuditor(seat));
    await disclosed(this.switching.journal, seat, request.url, { mke: 'RECORD', says: versionsOf(idx, then.version), ...hit });
    return { ...(isWhole ? wholeRecord : shownRecord)(then.record, seat.agency), at: ohioText(then.at), position: then.position };
  }

  @Get(':idx/history')
  @For('session')
  async history(@Req() request: SeatedRequest, @Param('idx') idx: string) {
    const seat = seatOf(request);
    const chapters = await this.chapters(idx);
    // Whoever's record it was until another agency took it over is its owner no more.
    const isOwner = chapters.at(-1)?.record.owner === seat.agency.ori && mayInquireHere(seat, this.platform.clock.now());
    if (!isOwner && !this.isAuditor(seat)) throw problem(403, 'The history is for the owner of the record and for auditors.');
    if (chapters.length === 0) throw notFound('There is no record of this IDX.');
    await disclosed(this.switching.journal, seat, request.url, { mke: 'HISTORY', says: versionsOf(idx, ...chapters.map(({ version }) => version)) });
    return {
      idx,
      events: chapters.map(({ type, version, at, by, position, record }) => ({ version, type, at: ohioText(at), by, position, record: wholeRecord(record, seat.agency) })),
    };
  }

  private async chapters(idx: string): Promise<readonly Chapter[]> {
    if (!IDX.test(idx)) return [];
    return chaptersOf(this.platform.bus, idx);
  }

  private isAuditor(seat: Seat): boolean {
    return hasRole(seat, 'auditor', this.platform.clock.now());
  }

  /** Whoever's inquiry could show it; what is pending or has ended, its owner and auditors alone. */
  private maySee(seat: Seat, record: RecordView): boolean {
    if (this.isAuditor(seat)) return true;
    if (!mayInquireHere(seat, this.platform.clock.now())) return false;
    return record.owner === seat.agency.ori || (isOnFile(record) && isShownTo(seat.agency, record));
  }
}
