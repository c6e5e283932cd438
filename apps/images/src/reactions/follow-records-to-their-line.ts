import type { Bus } from '@statewire/bus';
import type { Commit, OpenedEvent } from '@statewire/ledger';
import { imageBaseOf, type ImageBase, type RecordView } from '@statewire/record-file';
import { forEachImage, recordNow } from './images-of-a-record.js';

/** What the desk's state says of images, so that no command is sent that the ledger would only have to refuse. */
export type Images = Readonly<{ has: (base: string) => boolean; hasStrayed: (base: ImageBase) => boolean }>;

/** An event by which a record may come to its line or leave it: an accepted change, one that narrows it, or the line's own cancellation. */
const moves = ({ t, d }: OpenedEvent): boolean =>
  d['idx'] !== undefined && (d['formerNic'] !== undefined || t.endsWith('.lapsed') || (d['nic'] !== undefined && d['answers'] !== undefined && !t.endsWith('.entered')));

export const movesRecords = ({ body }: Commit): boolean => body.ev.some(moves);

/** Images stand with NCIC as their record does: those of one that has come there are entered, those of one that has left are LEADS's alone (decision D18). */
export const followRecord = async (bus: Bus, commit: Commit, record: RecordView, { hasStrayed }: Images): Promise<void> => {
  const base = imageBaseOf(record);
  await forEachImage(bus, commit, { type: 'FollowRecord', payload: { base }, base: base.idx, name: 'follow' }, () => hasStrayed(base));
};

/** What the event says may be long past: where the record stands now is asked for. */
export const followRecords = async (bus: Bus, commit: Commit, images: Images): Promise<void> => {
  for (const idx of new Set(commit.body.ev.filter(moves).map(({ d }) => String(d['idx'])).filter(images.has))) {
    const record = await recordNow(bus, idx);
    if (record !== undefined) await followRecord(bus, commit, record, images);
  }
};
