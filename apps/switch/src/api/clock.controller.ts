import { Body, Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import { addDuration, ohioText, parseInstant } from '@statewire/clock';
import { isFailure, type Instant } from '@statewire/kernel';
import { PLATFORM, type Platform } from '@statewire/service-kit';
import { z } from 'zod';
import { For } from './audience.guard.js';
import { notFound, problem } from './problem.js';
import { readBody } from './read-body.js';

/** A long way may hold many timers; the caller waits until all of them have had their effect. */
const MOVE_TIMEOUT_MS = 15 * 60_000;

const isDuration = (text: string): boolean => {
  try {
    return addDuration('2026-01-01T00:00:00.000Z', text) !== '';
  } catch {
    return false;
  }
};
const MOVE = z.union([
  z.strictObject({ advance: z.string().max(40).refine(isDuration, 'an ISO 8601 duration such as PT48H or P9D') }),
  z.strictObject({ set: z.string().max(40).refine((text) => parseInstant(text) !== undefined, 'an instant with offset') }),
], 'either {"advance": an ISO 8601 duration such as PT48H} or {"set": an instant with offset}');

/** There only with a simulated clock: nobody moves the system's. */
@Controller('v1/clock')
export class ClockController {
  constructor(@Inject(PLATFORM) private readonly platform: Platform) {}

  @Get()
  @For('anyone')
  now() {
    this.onlySimulated();
    return { now: ohioText(this.platform.clock.now()), simulated: true };
  }

  @Post()
  @HttpCode(200)
  @For('anyone')
  async move(@Body() body: unknown) {
    this.onlySimulated();
    const aim = readBody(MOVE, body);
    try {
      const { now } = await this.platform.bus.ask<{ now: Instant }>('timer', 'move', aim, MOVE_TIMEOUT_MS);
      return { now: ohioText(now), simulated: true };
    } catch (cause) {
      if (isFailure(cause, 'timer/backwards')) throw problem(409, 'The clock does not go back.');
      if (isFailure(cause, 'clock/duration')) throw problem(400, `advance: ${cause.message}.`);
      throw cause;
    }
  }

  private onlySimulated(): void {
    if (!this.platform.clock.simulated) throw notFound('The clock is the system’s; only a simulated one is read and moved here.');
  }
}
