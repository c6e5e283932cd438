import { Controller, Get, Headers, HttpCode, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { AwaitMail, MailPage, ReadMail } from '@statewire/contracts';
import { causeOf } from '@statewire/kernel';
import { PLATFORM, type Platform } from '@statewire/service-kit';
import type { FastifyReply } from 'fastify';
import { setTimeout as sleep } from 'node:timers/promises';
import { For, seatOf, type SeatedRequest } from './audience.guard.js';
import { isPassing, notFound, problem } from './problem.js';
import type { Seat } from './seat.js';
import { openEventStream, resumedFrom, type EventStream } from './server-sent-events.js';
import { Waking } from './waking.js';
import { Sessions } from './sessions.service.js';

const READ_TIMEOUT_MS = 10_000;
const PAGE_MAX = 200;
/** How long messaging holds the question whether there is new mail; it is asked again then. */
const AWAIT_MS = 20_000;
const AWAIT_TIMEOUT_MS = AWAIT_MS + 5_000;
/** While messaging is away. */
const RETRY_MS = 250;

const seqOf = (text: string | undefined, name: string): number => {
  if (text === undefined || text === '') return 0;
  if (!/^\d{1,15}$/.test(text)) throw problem(400, `${name}: the number of a message.`);
  return Number(text);
};

@Controller('v1/messages')
export class MessagesController {
  constructor(
    @Inject(PLATFORM) private readonly platform: Platform,
    private readonly sessions: Sessions,
  ) {}

  @Get()
  @For('session')
  async read(@Req() request: SeatedRequest, @Query('after') after?: string): Promise<MailPage> {
    // Whoever asks for the headers alone is given no message.
    return this.page(seatOf(request), seqOf(after, 'after'), request.method !== 'HEAD');
  }

  @Get('stream')
  @For('session')
  async stream(
    @Req() request: SeatedRequest, @Res() reply: FastifyReply, @Query('after') from?: string, @Headers('last-event-id') last?: string,
  ): Promise<void> {
    const seat = seatOf(request);
    const resumed = resumedFrom(last);
    const after = resumed === undefined ? seqOf(from, 'after') : seqOf(resumed, 'Last-Event-ID');
    const leave = this.sessions.follow(seat, 'mail');
    try {
      await this.send(seat, after, openEventStream(request, reply, () => this.sessions.isOpen(seat)));
    } finally {
      leave();
    }
  }

  private async send(seat: Seat, after: number, stream: EventStream): Promise<void> {
    const waking = new Waking();
    stream.signal.addEventListener('abort', () => { waking.wake(); }, { once: true });
    try {
      await this.sendMail(seat, after, stream, waking);
    } catch (cause) {
      this.platform.log.warn('a stream broke off', { terminal: seat.terminal.id, cause: causeOf(cause) });
    } finally {
      stream.end();
    }
  }

  /** Sends what comes to the mailbox, message by message, until the session or the stream is over. Throws where messaging fails, and not only for a moment. */
  private async sendMail(seat: Seat, from: number, stream: EventStream, waking: Waking): Promise<void> {
    for (let after = from; !stream.isOver(); ) {
      try {
        const { messages } = await this.page(seat, after);
        for (const mail of messages) await stream.send({ id: String(mail.seq), event: 'message', data: JSON.stringify(mail) });
        after = messages.at(-1)?.seq ?? after;
        if (messages.length === 0) await waking.until(this.newMail(seat, after));
      } catch (cause) {
        if (!isPassing(cause)) throw cause;
        await waking.until(sleep(RETRY_MS));
      }
    }
  }

  /** Until messaging says that there is something new, or that it is time to look again. */
  private newMail({ terminal }: Seat, after: number): Promise<boolean> {
    const request: AwaitMail = { terminal: terminal.id, after, waitMs: AWAIT_MS };
    return this.platform.bus.ask<boolean>('messaging', 'await-mail', request, AWAIT_TIMEOUT_MS);
  }

  @Post(':seq/acknowledge')
  @HttpCode(204)
  @For('session')
  async acknowledge(@Req() request: SeatedRequest, @Param('seq') seq: string): Promise<void> {
    const { terminal, operator } = seatOf(request);
    const payload = { terminal: terminal.id, seq: seqOf(seq, 'seq'), operator: operator.id };
    if (!(await this.platform.bus.ask<boolean>('messaging', 'acknowledge', payload, READ_TIMEOUT_MS))) throw notFound('The mailbox has no such message.');
  }

  private page({ terminal, operator }: Seat, after: number, handsOver = true): Promise<MailPage> {
    const request: ReadMail = { terminal: terminal.id, after, limit: PAGE_MAX, operator: operator.id, handsOver };
    return this.platform.bus.ask<MailPage>('messaging', 'read', request, READ_TIMEOUT_MS);
  }
}
