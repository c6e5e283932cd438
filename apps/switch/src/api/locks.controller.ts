import { Controller, HttpCode, Inject, Param, Post, Req } from '@nestjs/common';
import { PLATFORM, type Platform } from '@statewire/service-kit';
import { For, seatOf, type SeatedRequest } from './audience.guard.js';
import { actorOf } from './journal.js';
import { notFound, problem } from './problem.js';
import { counts, hasRole, type Seat } from './seat.js';

const RELEASE_TIMEOUT_MS = 10_000;

/** Locked accounts and terminals are released by the TAC of their agency or by the control room; who did it is in the ledger (decision A2). */
@Controller('v1')
export class LocksController {
  constructor(@Inject(PLATFORM) private readonly platform: Platform) {}

  @Post('operators/:id/release')
  @HttpCode(204)
  @For('session')
  async operator(@Req() request: SeatedRequest, @Param('id') id: string): Promise<void> {
    await this.release(seatOf(request), `operator/${id}`, this.platform.directory.operators.get(id)?.ori);
  }

  @Post('terminals/:id/release')
  @HttpCode(204)
  @For('session')
  async terminal(@Req() request: SeatedRequest, @Param('id') id: string): Promise<void> {
    await this.release(seatOf(request), `terminal/${id}`, this.platform.directory.terminals.get(id)?.ori);
  }

  private async release(seat: Seat, subject: string, ori: string | undefined): Promise<void> {
    const { operator, agency } = seat;
    const now = this.platform.clock.now();
    const tac = operator.certification === 'TAC' && counts(seat, now) && agency.ori === ori;
    if (!tac && !hasRole(seat, 'control', now)) throw problem(403, 'The TAC of the agency or the control room releases it.');
    const done = await this.platform.bus.ask<boolean>('agencies', 'release', { subject, by: actorOf(seat, '') }, RELEASE_TIMEOUT_MS);
    if (!done) throw notFound('None of this name is locked.');
  }
}
