import { Controller, Get, Inject, Res } from '@nestjs/common';
import { SERVICES, type RestAnswer } from '@statewire/contracts';
import { PLATFORM, type Platform } from '@statewire/service-kit';
import type { FastifyReply } from 'fastify';
import { For } from './audience.guard.js';
import { Metrics } from './metrics.js';

const ASK_TIMEOUT_MS = 1_000;

@Controller()
export class StatusController {
  constructor(
    @Inject(PLATFORM) private readonly platform: Platform,
    private readonly metrics: Metrics,
  ) {}

  @Get('healthz')
  @For('anyone')
  health() {
    return { status: 'ok' };
  }

  /** Ready when every service answers and what is sent can be kept; names those that do not, and what stands still though they do. */
  @Get('readyz')
  @For('anyone')
  async ready(@Res() reply: FastifyReply): Promise<void> {
    const answers = await Promise.all(
      SERVICES.map(async (service) => [service, await this.platform.bus.ask<RestAnswer>(service, 'rest', {}, ASK_TIMEOUT_MS).catch(() => undefined)] as const),
    );
    const missing = answers.filter(([, answer]) => answer === undefined).map(([service]) => service);
    // Services of one process name the same.
    const standing = [...new Set(answers.flatMap(([, answer]) => answer?.standing ?? []))];
    const { hasRoom, settings: { ledgerReplication, kafkaBrokers } } = this.platform.ports;
    const isFull = !hasRoom();
    const notes = [
      ...(isFull ? ['the disk is nearly full: nothing is written, and every message is refused, until there is room'] : []),
      ...standing.map((what) => `${what}; the alarm in the log says why`),
      ...(kafkaBrokers.length > 0 && ledgerReplication < 3 ? [`ledgers have ${String(ledgerReplication)} replica: for development only`] : []),
    ];
    const status = missing.length > 0 ? 'starting' : isFull ? 'full' : 'ready';
    await reply.status(status === 'ready' ? 200 : 503).send({ status, missing, notes });
  }

  @Get('metrics')
  @For('anyone')
  async prometheus(@Res() reply: FastifyReply): Promise<void> {
    await reply.type(this.metrics.contentType).send(await this.metrics.text());
  }
}
