import type { Commit } from '@statewire/ledger';
import type { Following } from '@statewire/projector';
import { picturesIn } from '@statewire/record-file';
import { causeOf, type Platform } from '@statewire/service-kit';

const EVERY_MS = 3_600_000;
const PAGE = 500;
/** Pictures of the switch lie under this name in the blob store, one an image's transmission. */
export const PICTURE_PREFIX = 'image/';

/**
 * A crash between the picture and its event leaves a picture that no image shows: what two sweeps an hour apart have found
 * so is removed. Nothing is armed while the clock is simulated: the sweep of the start is then the only one.
 */
export class PictureSweep {
  private readonly shown = new Set<string>();
  private suspects: ReadonlySet<string> = new Set();
  private following: Following | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly platform: Platform) {}

  async start(): Promise<void> {
    this.following = this.platform.follow({ name: 'picture-sweep', ledgers: ['images'], handle: (commit) => { this.note(commit); } });
    await this.following.start();
    this.timer = setInterval(() => {
      this.sweep().catch((cause: unknown) => { this.platform.log.warn('pictures were not swept', { cause: causeOf(cause) }); });
    }, EVERY_MS);
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.following?.stop();
  }

  async resting(): Promise<boolean> {
    return (await this.following?.resting()) === true;
  }

  /** Removes what no event has named since the sweep before; returns the ids. */
  async sweep(): Promise<readonly string[]> {
    await this.following?.caughtUp();
    const { blobs } = this.platform.ports;
    const found: string[] = [];
    for (let after = PICTURE_PREFIX; ; ) {
      const page = await blobs.list(after, PAGE);
      const mine = page.filter((id) => id.startsWith(PICTURE_PREFIX));
      found.push(...mine.filter((id) => !this.shown.has(id)));
      const last = mine.at(-1);
      if (last === undefined || mine.length < PAGE) break;
      after = last;
    }
    const orphans = found.filter((id) => this.suspects.has(id));
    for (const id of orphans) await blobs.remove(id);
    this.suspects = new Set(found.filter((id) => !orphans.includes(id)));
    return orphans;
  }

  private note({ body }: Commit): void {
    for (const event of body.ev) {
      const { held, left } = picturesIn(event);
      for (const { id } of held) this.shown.add(id);
      for (const { id } of left) this.shown.delete(id);
    }
  }
}
