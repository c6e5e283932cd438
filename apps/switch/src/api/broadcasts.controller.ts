import { Controller, Get, HttpCode, Inject, Param, Post, Req } from '@nestjs/common';
import { findMessageKey, readBroadcastCode, type Message } from '@statewire/catalogue';
import { ohioText } from '@statewire/clock';
import type { FaultSaid, ReceiptsAnswer, ReceiptsRequest } from '@statewire/contracts';
import type { Instant } from '@statewire/kernel';
import { PLATFORM, type Platform } from '@statewire/service-kit';
import { parseDot, parseJson } from '@statewire/wire';
import { saidOf } from '../domain/words.js';
import { For, seatOf, type SeatedRequest } from './audience.guard.js';
import { judge } from './judge.js';
import { notFound, problem } from './problem.js';
import { inoperativeOf, recipientsFor } from './recipients.js';
import { hasRole, type Seat } from './seat.js';
import { Sessions } from './sessions.service.js';

const RECEIPTS_TIMEOUT_MS = 30_000;
/** What a preview may leave out: it is about recipients, not about what is said to them. */
const NOT_YET: readonly string[] = ['MISSING_FIELD'];

type Terminal = Readonly<{ id: string; operative: boolean }>;
/** `faults` say why it would be refused; whoever the rest reaches is there all the same. */
export type Preview = Readonly<{
  mke: string;
  destinations: readonly Readonly<{ destination: string; title: string; agencies: number; terminals: number; caution?: string }>[];
  agencies: readonly Readonly<{ ori: string; name: string; city: string; county: number | null; terminals: readonly Terminal[] }>[];
  agencyCount: number;
  terminalCount: number;
  inoperativeCount: number;
  faults: readonly FaultSaid[];
}>;

/** A body is a message in either form, or its destinations alone: `{dri}`. */
const messageIn = (body: unknown): Message => {
  const isShort = typeof body === 'object' && body !== null && 'dri' in body;
  const { message, faults } = typeof body === 'string' ? parseDot(body) : parseJson(isShort ? { mke: 'AM', fields: { DRI: body.dri } } : body);
  if (message === undefined) throw problem(400, saidOf(faults, '').map(({ says }) => says).join('; '));
  return message;
};

@Controller('v1/broadcasts')
export class BroadcastsController {
  constructor(
    @Inject(PLATFORM) private readonly platform: Platform,
    private readonly sessions: Sessions,
  ) {}

  /** Whom a message would reach if it were sent now. Nothing is sent. */
  @Post('preview')
  @HttpCode(200)
  @For('session')
  preview(@Req() request: SeatedRequest): Preview {
    const seat = seatOf(request);
    if (request.body === undefined) throw problem(415, 'A message comes as text/plain in the dot format, or as application/json.');
    const message = messageIn(request.body);
    const key = findMessageKey(message.mke);
    if (key?.addressed === undefined) throw problem(400, `${message.mke} is not a message to terminals.`);
    const { directory } = this.platform;
    const whole = { ...message, ori: message.ori ?? seat.agency.ori };
    const { faults } = judge(this.platform, seat, whole, key);
    const { agencies, terminals, reached } = recipientsFor(this.platform, seat, key, whole);
    const inoperative = new Set(inoperativeOf(this.sessions, terminals));
    const ofAgency = new Map(agencies.map((ori) => [ori, [] as Terminal[]]));
    for (const id of terminals) ofAgency.get(directory.terminals.get(id)?.ori ?? '')?.push({ id, operative: !inoperative.has(id) });
    return {
      mke: message.mke,
      destinations: reached.map(({ destination, title, agencies: of, terminals: at }) => {
        const caution = readBroadcastCode(destination)?.rule.caution;
        return { destination, title, agencies: of.length, terminals: at.length, ...(caution === undefined ? {} : { caution }) };
      }),
      agencies: agencies.map((ori) => {
        const { name = '', city = '', county = null } = directory.agencies.get(ori) ?? {};
        return { ori, name, city, county, terminals: ofAgency.get(ori) ?? [] };
      }),
      agencyCount: agencies.length,
      terminalCount: terminals.length,
      inoperativeCount: inoperative.size,
      faults: saidOf(faults.filter(({ code, tag }) => !(NOT_YET.includes(code) && tag !== 'DRI')), message.mke),
    };
  }

  /** Who has a message, and who took it when; for the agency that sent it and the control room. */
  @Get(':mri')
  @For('session')
  async receipts(@Req() request: SeatedRequest, @Param('mri') mri: string) {
    if (!/^\d{1,15}$/.test(mri)) throw problem(400, 'mri: the number of a message.');
    const asked: ReceiptsRequest = { mri: Number(mri) };
    const { sent } = await this.platform.bus.ask<ReceiptsAnswer>('messaging', 'receipts', asked, RECEIPTS_TIMEOUT_MS);
    if (sent === undefined || !maySee(seatOf(request), sent.from, this.platform.clock.now())) throw notFound('There is no message of this number whose receipts may be shown.');
    const { receipts, at, ...rest } = sent;
    return {
      ...rest, at: ohioText(at), addressed: receipts.length,
      delivered: receipts.filter(({ deliveredAt }) => deliveredAt !== undefined).length,
      acknowledged: receipts.filter(({ acknowledgedAt }) => acknowledgedAt !== undefined).length,
      receipts: receipts.map(({ terminal, deliveredAt, acknowledgedAt, acknowledgedBy }) => ({
        terminal,
        ...(deliveredAt === undefined ? {} : { deliveredAt: ohioText(deliveredAt) }),
        ...(acknowledgedAt === undefined ? {} : { acknowledgedAt: ohioText(acknowledgedAt), acknowledgedBy }),
      })),
    };
  }
}

const maySee = (seat: Seat, from: string, now: Instant): boolean => seat.agency.ori === from || hasRole(seat, 'control', now);
