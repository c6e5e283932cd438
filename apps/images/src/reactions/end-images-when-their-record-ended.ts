import type { Bus } from '@statewire/bus';
import type { RecordAnswer, RecordRequest } from '@statewire/contracts';
import { baseOf, isLive, recordView } from '@statewire/record-file';
import type { Commit } from '@statewire/ledger';
import { causedId, sendCommand } from '@statewire/service-kit';

const COMMAND_TIMEOUT_MS = 10_000;
const ASK_TIMEOUT_MS = 10_000;
const BY = { ori: 'OHLEADSCY', device: 'images', user: 'system' };
/** More than any record has. */
const IMAGES_MAX = 20;

/** The records that a commit ended, by their IDX. */
const endedBy = ({ body }: Commit): readonly string[] =>
  body.ev.filter(({ d }) => d['idx'] !== undefined && d['status'] !== undefined).map(recordView).filter((record) => !isLive(record)).map(({ idx }) => idx);

export const endsRecords = (commit: Commit): boolean => endedBy(commit).length > 0;

/** The records for which a commit brings an image, by their IDX. */
const imagedBy = ({ body }: Commit): readonly string[] =>
  body.ev.filter(({ sv, d }) => sv === 1 && d['more'] !== undefined).map((event) => baseOf(recordView(event).more).idx);

const endAll = async (bus: Bus, commit: Commit, base: string, hasImages: (base: string) => boolean): Promise<void> => {
  for (let n = 0; n < IMAGES_MAX && hasImages(base); n += 1) {
    const command = { id: causedId(commit, `images/${base}/${String(n)}`), type: 'EndImages', key: base, by: BY, payload: { base } };
    if ((await sendCommand(bus, 'images', command, COMMAND_TIMEOUT_MS)).out === 'rejected') break;
  }
};

/**
 * Images have the retention of the record that they show (manual, Images: Record Retention Period). Most records have none: the
 * desk's state says so, and no command is sent that the ledger would only have to refuse.
 */
export const endImages = async (bus: Bus, commit: Commit, hasImages: (base: string) => boolean): Promise<void> => {
  for (const base of new Set(endedBy(commit))) await endAll(bus, commit, base, hasImages);
};

/**
 * The switch found the record on file, and it may have ended before the image was decided: then nobody has ended this image. Whoever ended
 * the record did so before now, so a view that has read all there is shows it.
 */
export const endLateImages = async (bus: Bus, commit: Commit, hasImages: (base: string) => boolean): Promise<void> => {
  for (const base of new Set(imagedBy(commit))) {
    const { record } = await bus.ask<RecordAnswer>('inquiry', 'record', { idx: base, current: true } satisfies RecordRequest, ASK_TIMEOUT_MS);
    if (record === undefined) await endAll(bus, commit, base, hasImages);
  }
};
