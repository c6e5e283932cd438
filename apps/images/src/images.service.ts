import { Inject, Injectable } from '@nestjs/common';
import { RECORD_LEDGERS } from '@statewire/contracts';
import type { Following } from '@statewire/projector';
import { PLATFORM, seriesOf, type HostedLedger, type Platform, type Service } from '@statewire/service-kit';
import { hasImages, hasStrayed, imageDecider } from './domain/image.decider.js';
import { endImages, endLateImages, endsRecords } from './reactions/end-images-when-their-record-ended.js';
import { followRecords, movesRecords, type Images } from './reactions/follow-records-to-their-line.js';
import { removePictures } from './reactions/remove-pictures-when-an-image-ended.js';
import { PictureSweep } from './picture-sweep.js';

/** Images of records: facts and hashes in events, the pictures in the blob store. Owner of the images ledger; the home of an image is the record it shows. */
@Injectable()
export class ImagesService implements Service {
  readonly name = 'images';
  private readonly ledger: HostedLedger;
  private readonly sweep: PictureSweep;
  private followed: readonly Following[] = [];

  constructor(@Inject(PLATFORM) private readonly platform: Platform) {
    this.ledger = platform.host('images', (partition, partitions) => imageDecider({ partition, partitions, series: seriesOf('images') }));
    this.sweep = new PictureSweep(platform);
    platform.register(this);
  }

  async start(): Promise<void> {
    const { platform } = this;
    const { views, blobs } = platform.ports;
    await this.ledger.start();
    const images: Images = {
      has: (base) => hasImages(this.ledger.state(base), base),
      hasStrayed: (base) => hasStrayed(this.ledger.state(base.idx), base),
    };
    const imaged = RECORD_LEDGERS.filter((ledger) => ledger !== 'images');
    this.followed = [
      platform.react({
        name: 'end-images', ledgers: imaged, checkpoints: await views.open('end-images', 1), opens: 'nothing', concerns: endsRecords,
        handle: (commit) => endImages(platform.bus, commit, images.has),
      }),
      platform.react({
        name: 'follow-records', ledgers: imaged, checkpoints: await views.open('follow-records', 1), opens: 'nothing', concerns: movesRecords,
        handle: (commit) => followRecords(platform.bus, commit, images),
      }),
      platform.react({
        name: 'end-late-images', ledgers: ['images'], checkpoints: await views.open('end-late-images', 1),
        handle: (commit) => endLateImages(platform.bus, commit, images),
      }),
      platform.react({
        name: 'remove-pictures', ledgers: ['images'], checkpoints: await views.open('remove-pictures', 1), opens: 'nothing',
        handle: (commit) => removePictures(blobs, commit),
      }),
    ];
    await Promise.all(this.followed.map((each) => each.start()));
    await this.sweep.start();
    await platform.serve(this, this.ledger.handlers);
  }

  async stop(): Promise<void> {
    await this.sweep.stop();
    await Promise.all(this.followed.map((each) => each.stop()));
    await this.ledger.stop();
  }

  async resting(): Promise<boolean> {
    const quiet = await Promise.all([...this.followed.map((each) => each.resting()), this.sweep.resting()]);
    return this.ledger.resting() && quiet.every(Boolean);
  }
}
