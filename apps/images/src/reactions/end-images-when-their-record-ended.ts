import type { Bus } from '@statewire/bus';
import { baseOf, isLive, recordView } from '@statewire/record-file';
import type { Commit } from '@statewire/ledger';
import { followRecord, type Images } from './follow-records-to-their-line.js';
import { forEachImage, recordNow } from './images-of-a-record.js';

/** The records that a commit ended, by their IDX. */
const endedBy = ({ body }: Commit): readonly string[] =>
  body.ev.filter(({ d }) => d['idx'] !== undefined && d['status'] !== undefined).map(recordView).filter((record) => !isLive(record)).map(({ idx }) => idx);

export const endsRecords = (commit: Commit): boolean => endedBy(commit).length > 0;

/** The records for which a commit brings an image, or NCIC's word on one, by their IDX: they may have ended, or moved, meanwhile. */
const imagedBy = ({ body }: Commit): readonly string[] =>
  body.ev.filter(({ t, sv, d }) => d['more'] !== undefined && (sv === 1 || (d['answers'] !== undefined && !t.endsWith('.change-refused')))).map((event) => baseOf(recordView(event).more).idx);

const endAll = (bus: Bus, commit: Commit, base: string, hasImages: (base: string) => boolean): Promise<void> =>
  forEachImage(bus, commit, { type: 'EndImages', payload: { base }, base, name: 'images' }, () => hasImages(base));

/**
 * Images have the retention of the record that they show (manual, Images: Record Retention Period). Most records have none: the
 * desk's state says so, and no command is sent that the ledger would only have to refuse.
 */
export const endImages = async (bus: Bus, commit: Commit, hasImages: (base: string) => boolean): Promise<void> => {
  for (const base of new Set(endedBy(commit))) await endAll(bus, commit, base, hasImages);
};

/**
 * The switch found the record on file, and it may have ended before the image was decided: then nobody has ended this image. Whoever ended
 * the record did so before now, so a view that has read all there is shows it. So it is with one that has come to NCIC or left it meanwhile.
 */
export const endLateImages = async (bus: Bus, commit: Commit, images: Images): Promise<void> => {
  for (const base of new Set(imagedBy(commit))) {
    const record = await recordNow(bus, base);
    if (record === undefined) await endAll(bus, commit, base, images.has);
    else await followRecord(bus, commit, record, images);
  }
};
