import { Controller, Headers, HttpCode, Post, Req } from '@nestjs/common';
import type { Reply } from '@statewire/contracts';
import { For, seatOf, type SeatedRequest } from './audience.guard.js';
import { keyIn } from './idempotency-key.js';
import { Metrics } from './metrics.js';
import { problem } from './problem.js';
import { Transmissions } from './transmissions.service.js';

@Controller('v1/transmissions')
export class TransmissionsController {
  constructor(
    private readonly transmissions: Transmissions,
    private readonly metrics: Metrics,
  ) {}

  @Post()
  @HttpCode(200)
  @For('session')
  async transmit(@Req() request: SeatedRequest, @Headers('idempotency-key') given?: string): Promise<Reply> {
    const key = keyIn(given);
    const { body } = request;
    if (body === undefined) throw problem(415, 'A message comes as text/plain in the dot format, or as application/json.');
    const startedAt = performance.now();
    const reply = await this.transmissions.transmit(seatOf(request), typeof body === 'string' && isText(request) ? { text: body } : { body }, key);
    this.metrics.answered(reply, performance.now() - startedAt);
    return reply;
  }
}

const isText = ({ headers }: SeatedRequest): boolean => (headers['content-type'] ?? '').trim().toLowerCase().startsWith('text/plain');
