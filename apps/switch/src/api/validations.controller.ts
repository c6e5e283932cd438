import { authorize } from '@statewire/access';
import { Body, Controller, Get, Headers, HttpCode, Inject, Param, Post, Query, Req } from '@nestjs/common';
import { ohioDate } from '@statewire/clock';
import { listDays, openLists, type ValidationMonth } from '@statewire/record-file';
import { PLATFORM, type Platform } from '@statewire/service-kit';
import { z } from 'zod';
import { SwitchService } from '../switch.service.js';
import { For, seatOf, type SeatedRequest } from './audience.guard.js';
import { disclosed } from './disclosures.js';
import { keyIn } from './idempotency-key.js';
import { notFound, problem } from './problem.js';
import { members, readBody, shortText } from './read-body.js';
import type { Seat } from './seat.js';
import { shownRecord } from './shown-record.js';
import { noneOfItsOwn, Validations, type Treatment } from './validations.service.js';

const PAGE_MAX = 500;
const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;
const IDX = /^[A-Z]{2}\d{8}$/;

const FIELDS = 'an object of tags, each with a text or a list of at most 100 texts';
const fields = z.record(z.string().max(8), z.union([z.string(), z.array(z.string()).max(100)], FIELDS), FIELDS);
/** Goes into the record, as what is typed at a terminal does. */
const validator = shortText(1, 60).regex(/^[ -~]*$/, 'letters, digits and the signs of a keyboard').optional();
const TREATMENT: z.ZodType<Treatment> = z.discriminatedUnion('action', [
  members({ action: z.literal('confirm'), validator }),
  members({ action: z.enum(['modify', 'clear', 'cancel']), fields, validator }),
], 'confirm, modify, clear or cancel');

const isoDate = (date: string): string => `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6, 8)}`;
const isoMonth = (month: ValidationMonth): string => `${month.slice(0, 4)}-${month.slice(4, 6)}`;

/** The days of a list as it is shown: there from, due on, closed on. */
const listHead = (month: ValidationMonth) => {
  const { available, due, closed } = listDays(month);
  return { month: isoMonth(month), available: isoDate(available), due: isoDate(due), closed: isoDate(closed) };
};

/** The monthly validation lists of an agency (manual, Validations): for its TAC, who alone has access to them. */
@Controller('v1/validations')
export class ValidationsController {
  constructor(
    @Inject(PLATFORM) private readonly platform: Platform,
    private readonly validations: Validations,
    private readonly switching: SwitchService,
  ) {}

  @Get()
  @For('session')
  async lists(@Req() request: SeatedRequest) {
    const ori = this.agencyOf(seatOf(request));
    const lists = await this.validations.counts(ori, openLists(this.platform.clock.now()));
    return { ori, lists: lists.map(({ month, open, confirmed }) => ({ ...listHead(month), open, confirmed })) };
  }

  @Get(':of')
  @For('session')
  async list(@Req() request: SeatedRequest, @Param('of') given: string, @Query('state') state = 'open', @Query('after') after?: string) {
    const seat = seatOf(request);
    const ori = this.agencyOf(seat);
    const month = given.replace('-', '');
    if (!MONTH.test(given) || !openLists(this.platform.clock.now()).includes(month)) throw notFound('No list of this month is open now.');
    if (state !== 'open' && state !== 'confirmed') throw problem(400, 'state: open or confirmed.');
    if (after !== undefined && !IDX.test(after)) throw problem(400, 'after: the IDX of the last record of the page before.');
    const { records, images, more } = await this.validations.page({ ori, month, state, limit: PAGE_MAX, ...(after === undefined ? {} : { after }) });
    const shown = records.map((record) => ({ ...shownRecord(record, seat.agency), ...(images[record.idx] === undefined ? {} : { images: images[record.idx] }) }));
    await disclosed(this.switching.journal, seat, request.url, { mke: 'VALIDATIONS', says: records.map(({ idx, version }) => `${idx} VERSION ${String(version)}`).join('\n') });
    return { ori, ...listHead(month), state, records: shown, ...(more ? { next: records.at(-1)?.idx } : {}) };
  }

  @Post(':of')
  @HttpCode(200)
  @For('session')
  async treat(@Req() request: SeatedRequest, @Param('of') idx: string, @Body() body: unknown, @Headers('idempotency-key') given?: string) {
    const seat = seatOf(request);
    const ori = this.agencyOf(seat);
    const key = keyIn(given);
    if (!IDX.test(idx)) throw noneOfItsOwn();
    const { month, ...done } = await this.validations.treat(seat, ori, idx, readBody(TREATMENT, body), key);
    return { idx, month: isoMonth(month), ...done };
  }

  private agencyOf({ operator, agency, terminal }: Seat): string {
    const today = ohioDate(this.platform.clock.now());
    if (authorize({ operator, at: agency, from: terminal, as: agency, right: 'validate', today }) !== undefined) throw problem(403, 'Validation lists are for the TAC of an agency that enters records.');
    return agency.ori;
  }
}
