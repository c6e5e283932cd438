import type { Bus } from '@statewire/bus';
import { isLive, recordView } from '@statewire/record-file';
import type { Commit } from '@statewire/ledger';
import { causedId, sendCommand } from '@statewire/service-kit';

const COMMAND_TIMEOUT_MS = 10_000;
const BY = { ori: 'OHLEADSCY', device: 'images', user: 'system' };
/** More than any record has. */
const IMAGES_MAX = 20;

/** The records that a commit ended, by their IDX. */
const endedBy = ({ body }: Commit): readonly string[] =>
  body.ev.filter(({ d }) => d['idx'] !== undefined && d['status'] !== undefined).map(recordView).filter((record) => !isLive(record)).map(({ idx }) => idx);

/**
 * Images have the retention of the record that they show (manual, Images: Record Retention Period). Most records have none: the
 * desk's state says so, and no command is sent that the ledger would only have to refuse.
 */
export const endImages = async (bus: Bus, commit: Commit, hasImages: (base: string) => boolean): Promise<void> => {
  for (const base of new Set(endedBy(commit))) {
    for (let n = 0; n < IMAGES_MAX && hasImages(base); n += 1) {
      const command = { id: causedId(commit, `images/${base}/${String(n)}`), type: 'EndImages', key: base, by: BY, payload: { base } };
      if ((await sendCommand(bus, 'images', command, COMMAND_TIMEOUT_MS)).out === 'rejected') break;
    }
  }
};
