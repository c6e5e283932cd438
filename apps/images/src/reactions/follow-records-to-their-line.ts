import type { Bus } from '@statewire/bus';
import type { RecordAnswer, RecordRequest } from '@statewire/contracts';
import type { Commit, OpenedEvent } from '@statewire/ledger';
import { imageBaseOf, type ImageBase, type RecordView } from '@statewire/record-file';
import { causedId, sendCommand } from '@statewire/service-kit';

const COMMAND_TIMEOUT_MS = 10_000;
const ASK_TIMEOUT_MS = 10_000;
const BY = { ori: 'OHLEADSCY', device: 'images', user: 'system' };
/** More than any record has. */
const IMAGES_MAX = 20;

/** What the desk's state says of images, so that no command is sent that the ledger would only have to refuse. */
export type Images = Readonly<{ has: (base: string) => boolean; hasStrayed: (base: ImageBase) => boolean }>;

/** An event by which a record may come to its line or leave it: an accepted change, one that narrows it, or the line's own cancellation. */
const moves = ({ t, d }: OpenedEvent): boolean =>
  d['idx'] !== undefined && (d['formerNic'] !== undefined || t.endsWith('.lapsed') || (d['nic'] !== undefined && d['answers'] !== undefined && !t.endsWith('.entered')));

export const movesRecords = ({ body }: Commit): boolean => body.ev.some(moves);

/** Images stand with NCIC as their record does: those of one that has come there are entered, those of one that has left are LEADS's alone (decision D18). */
export const followRecord = async (bus: Bus, commit: Commit, record: RecordView, { hasStrayed }: Images): Promise<void> => {
  const base = imageBaseOf(record);
  for (let n = 0; n < IMAGES_MAX && hasStrayed(base); n += 1) {
    const command = { id: causedId(commit, `follow/${base.idx}/${String(n)}`), type: 'FollowRecord', key: base.idx, by: BY, payload: { base } };
    if ((await sendCommand(bus, 'images', command, COMMAND_TIMEOUT_MS)).out === 'rejected') break;
  }
};

/** What the event says may be long past: where the record stands now is asked for. */
export const followRecords = async (bus: Bus, commit: Commit, images: Images): Promise<void> => {
  for (const idx of new Set(commit.body.ev.filter(moves).map(({ d }) => String(d['idx'])).filter(images.has))) {
    const { record } = await bus.ask<RecordAnswer>('inquiry', 'record', { idx, current: true } satisfies RecordRequest, ASK_TIMEOUT_MS);
    if (record !== undefined) await followRecord(bus, commit, record as unknown as RecordView, images);
  }
};
