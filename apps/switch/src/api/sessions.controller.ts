import { Body, Controller, Delete, HttpCode, Post, Req } from '@nestjs/common';
import { ohioText } from '@statewire/clock';
import { BANNER } from '@statewire/contracts';
import { For, seatOf, type SeatedRequest } from './audience.guard.js';
import { problem } from './problem.js';
import { Sessions } from './sessions.service.js';
import { members, readBody, shortText } from './read-body.js';

const LOG_ON = members({
  operator: shortText(1, 64),
  /** Up to 128 characters, any of them (decision A3). */
  password: shortText(1, 1024),
  terminal: shortText(1, 32),
  otp: shortText(0, 16).optional(),
});

@Controller('v1/sessions')
export class SessionsController {
  constructor(private readonly sessions: Sessions) {}

  @Post()
  @For('anyone')
  async logOn(@Body() body: unknown) {
    const { operator, password, terminal } = readBody(LOG_ON, body);
    const answer = await this.sessions.logOn({ operator, password, terminal });
    if (answer.kind === 'locked') throw problem(423, 'The account is locked. The TAC of the agency or the control room releases it.');
    if (answer.kind === 'refused') throw problem(401, 'Operator, password and terminal do not belong together.');
    return { token: answer.token, expiresAt: ohioText(answer.session.expiresAt), banner: BANNER, operator, terminal };
  }

  @Delete('current')
  @HttpCode(204)
  @For('session')
  async logOff(@Req() request: SeatedRequest): Promise<void> {
    await this.sessions.logOff(seatOf(request));
  }
}
