import { findMessageKey } from '@statewire/catalogue';
import { Inject, Injectable } from '@nestjs/common';
import { mayBeShown } from '@statewire/access';
import { ohioDate } from '@statewire/clock';
import type { AwaitPositions, ImageRequest, OutsideAnswer, OutsideInquiry, PictureAnswer, Response } from '@statewire/contracts';
import type { Following } from '@statewire/projector';
import { PLATFORM, positionsOf, type HostedLedger, type Platform, type Service } from '@statewire/service-kit';
import { exchangeDecider } from './domain/exchange.decider.js';
import { ncicSearch } from './domain/ncic-search.js';
import { genericImages } from './domain/generic-images.simulator.js';
import { ncicImages, withNcicImages } from './domain/ncic-images.js';
import type { NcicRecord } from './domain/ncic-store.js';
import { ncicResponse } from './domain/ncic.response.js';
import { bmvAnswer } from './domain/bmv.simulator.js';
import { nletsAnswer } from './domain/nlets.simulator.js';
import { genericPicture } from './generic-picture.js';
import { bringBackAnswers } from './reactions/bring-back-the-answer-when-a-line-answered.js';
import { forwardRecords } from './reactions/forward-to-the-line-when-a-record-changed.js';

/** Answers of one outside system to one inquiry; beyond it the officer asks more narrowly. */
const RESPONSES_MAX = 25;

const pictureAnswer = (imn: string): PictureAnswer => {
  const bytes = genericPicture(imn);
  return bytes === undefined ? {} : { base64: Buffer.from(bytes).toString('base64') };
};

/** The lines to outside systems and their simulators. Owner of the exchange ledger; the home of a request is its line. */
@Injectable()
export class ExchangeService implements Service {
  readonly name = 'exchange';
  private readonly ledger: HostedLedger;
  private forwarding: Following | undefined;
  private returning: Following | undefined;

  constructor(@Inject(PLATFORM) private readonly platform: Platform) {
    this.ledger = platform.host('exchange', () => exchangeDecider);
    platform.register(this);
  }

  async start(): Promise<void> {
    await this.ledger.start();
    // Who awaits while they start is not told that nothing comes.
    [this.forwarding, this.returning] = await Promise.all([forwardRecords(this.platform), bringBackAnswers(this.platform)]);
    await this.platform.serve(this, {
      ...this.ledger.handlers,
      inquire: (inquiry: OutsideInquiry) => Promise.resolve(this.inquire(inquiry)),
      picture: ({ imn }: ImageRequest) => Promise.resolve(pictureAnswer(imn)),
      await: ({ positions, timeoutMs }: AwaitPositions) => this.awaitForwarded(positions, timeoutMs),
    });
    await Promise.all([this.forwarding.start(), this.returning.start()]);
  }

  async stop(): Promise<void> {
    await this.forwarding?.stop();
    await this.returning?.stop();
    await this.ledger.stop();
  }

  async resting(): Promise<boolean> {
    const quiet = await Promise.all([this.forwarding?.resting(), this.returning?.resting()]);
    return this.ledger.resting() && quiet.every((rests) => rests === true);
  }

  private inquire(inquiry: OutsideInquiry): OutsideAnswer {
    return inquiry.line === 'NCIC' ? this.inquireNcic(inquiry) : this.inquireOthers(inquiry);
  }

  private inquireOthers({ line, state, mke, ori, agencyType, fields }: OutsideInquiry): OutsideAnswer {
    const today = ohioDate(this.platform.clock.now());
    const file = findMessageKey(mke)?.file ?? '';
    if (!mayBeShown(file, { ori, type: agencyType })) return { responses: [], more: false };
    const found = line === 'BMV' ? bmvAnswer({ mke, fields }, today) : nletsAnswer({ mke, state: state ?? '', fields }, today);
    return { responses: found.slice(0, RESPONSES_MAX), more: found.length > RESPONSES_MAX };
  }

  /** The line's own order: what was forwarded before is in the simulated system's store already. */
  private inquireNcic({ line, mke, ori, agencyType, fields }: OutsideInquiry): OutsideAnswer {
    const state = this.ledger.state(line);
    const found = ncicSearch(state, { mke, fields }, ohioDate(this.platform.clock.now()), ({ file }) => mayBeShown(file, { ori, type: agencyType }));
    const images = findMessageKey(mke)?.showsImages === true ? [...ncicImages(state, fields, { ori, type: agencyType }), ...genericImages(fields)] : [];
    const said = (record: NcicRecord): Response => (fields['IND']?.[0] === 'Y' ? withNcicImages(state, record) : ncicResponse(record));
    return { responses: [...found.slice(0, RESPONSES_MAX).map(said), ...images], more: found.length > RESPONSES_MAX };
  }

  private async awaitForwarded(positions: readonly string[], timeoutMs: number): Promise<boolean> {
    return (await this.forwarding?.waitFor(positionsOf(positions), timeoutMs)) === 'reached';
  }
}
