import { mayBeShown } from '@statewire/access';
import { Controller, Get, Inject, Param, Req, Res } from '@nestjs/common';
import type { ImageAnswer, PictureAnswer } from '@statewire/contracts';
import { isFailure } from '@statewire/kernel';
import { pictureOf, recordLines, recordRef, type RecordView } from '@statewire/record-file';
import { PLATFORM, type Platform } from '@statewire/service-kit';
import type { FastifyReply } from 'fastify';
import { SwitchService } from '../switch.service.js';
import { For, seatOf, type SeatedRequest } from './audience.guard.js';
import { disclosed } from './disclosures.js';
import { notFound, problem } from './problem.js';
import { mayInquireHere, type Seat } from './seat.js';

const LOOK_TIMEOUT_MS = 3_000;
const IMN = /^[A-Z]\d{9}$/;
const DAMAGED: readonly string[] = ['blobs/missing', 'blobs/damaged'];

const notShown = () => notFound('There is no image of this IMN that may be shown.');

type Filed = RecordView & Readonly<{ stream: string }>;

@Controller('v1/images')
export class ImagesController {
  constructor(
    @Inject(PLATFORM) private readonly platform: Platform,
    private readonly switching: SwitchService,
  ) {}

  /** The picture of an image on file, for whoever's inquiry could show its record; journalled before it leaves. */
  @Get(':imn')
  @For('session')
  async image(@Req() request: SeatedRequest, @Res() reply: FastifyReply, @Param('imn') imn: string): Promise<void> {
    const seat = seatOf(request);
    if (!IMN.test(imn) || !mayInquireHere(seat, this.platform.clock.now())) throw notShown();
    const { image, base } = await this.platform.bus.ask<ImageAnswer>('inquiry', 'image', { imn }, LOOK_TIMEOUT_MS);
    if (image === undefined || base === undefined) {
      await this.sendOutside(seat, reply, imn);
      return;
    }
    if (!mayBeShown((base as unknown as RecordView).file, seat.agency)) throw notShown();
    const shown = image as unknown as Filed;
    const bytes = await this.picture(shown);
    const response = { source: 'LEADS', mke: 'IMAGE', background: 'none' as const, text: recordLines(shown), record: { ...recordRef(shown), ori: shown.owner } };
    await disclosed(this.switching.journal, seat, `/v1/images/${imn}`, { mke: 'QII', says: `IMAGE ${imn}`, shown: [{ response, stream: shown.stream, version: shown.version }] });
    void reply.type('image/jpeg').send(Buffer.from(bytes));
  }

  /** Never another picture than the one whose hash is in the ledger. */
  private async picture({ idx, more }: Filed): Promise<Uint8Array> {
    try {
      return await this.platform.ports.blobs.get(pictureOf(more));
    } catch (cause) {
      if (!isFailure(cause) || !DAMAGED.includes(cause.code)) throw cause;
      this.platform.alarms.raise(cause.code, { idx });
      throw problem(404, 'The picture is damaged or lost; the control room has been told.');
    }
  }

  /** Generic images lie with NCIC. */
  private async sendOutside(seat: Seat, reply: FastifyReply, imn: string): Promise<void> {
    const { base64 } = await this.platform.bus.ask<PictureAnswer>('exchange', 'picture', { imn }, LOOK_TIMEOUT_MS);
    if (base64 === undefined) throw notShown();
    const response = { source: 'NCIC', mke: 'IMAGE', background: 'yellow' as const, text: `IMN/${imn}` };
    await disclosed(this.switching.journal, seat, `/v1/images/${imn}`, { mke: 'QII', says: `IMAGE ${imn}`, outside: [response] });
    void reply.type('image/jpeg').send(Buffer.from(base64, 'base64'));
  }
}
