import { causeOf } from '@statewire/kernel';
import type { Following } from '@statewire/projector';
import { repeated, type Platform, type Repeated } from '@statewire/service-kit';
import type { View } from '@statewire/views';
import { shownPictures } from './projections/shown-pictures.projection.js';

const EVERY_MS = 3_600_000;
const PAGE = 500;
/** Pictures of the switch lie under this name in the blob store, each time one is sent in under another. */
export const PICTURE_PREFIX = 'image/';

/**
 * A crash or a refusal between the picture and its event leaves a picture that no image shows: what two sweeps an hour
 * apart have found so is removed. The hour is the machine's, also while the clock is simulated.
 */
export class PictureSweep {
  private suspects: ReadonlySet<string> = new Set();
  private shown: View | undefined;
  private projecting: Following | undefined;
  private sweeping: Repeated | undefined;
  private stopping = false;

  constructor(private readonly platform: Platform) {}

  async start(): Promise<void> {
    this.shown = await this.platform.ports.views.open(shownPictures.name, shownPictures.version);
    this.projecting = this.platform.project({ ...shownPictures, ledgers: ['images'], view: this.shown });
    await this.projecting.start();
    this.sweeping = repeated(() => this.sweep(), EVERY_MS, (cause) => { this.platform.log.warn('pictures were not swept', { cause: causeOf(cause) }); });
  }

  async stop(): Promise<void> {
    this.stopping = true;
    await Promise.all([this.sweeping?.stop(), this.projecting?.stop()]);
  }

  async resting(): Promise<boolean> {
    return (await this.projecting?.resting()) === true;
  }

  /** Removes what no event has named since the sweep before; returns the ids. */
  async sweep(): Promise<readonly string[]> {
    await this.projecting?.caughtUp();
    const { blobs } = this.platform.ports;
    const found: string[] = [];
    for (let after = PICTURE_PREFIX; ; ) {
      if (this.stopping) return [];
      const page = await blobs.list(after, PAGE);
      const mine = page.filter((id) => id.startsWith(PICTURE_PREFIX));
      const shown = await Promise.all(mine.map((id) => this.isShown(id)));
      found.push(...mine.filter((_, index) => shown[index] !== true));
      const last = mine.at(-1);
      if (last === undefined || mine.length < PAGE) break;
      after = last;
    }
    const orphans = found.filter((id) => this.suspects.has(id));
    for (const id of orphans) await blobs.remove(id);
    this.suspects = new Set(found.filter((id) => !orphans.includes(id)));
    return orphans;
  }

  private async isShown(id: string): Promise<boolean> {
    return (await this.shown?.get(id)) !== undefined;
  }
}
