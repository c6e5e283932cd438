import type { Blobs } from '@statewire/blobs';
import type { Commit } from '@statewire/ledger';
import { picturesIn } from '@statewire/record-file';

/** What no image shows any more is not kept: the event keeps its length and hash, so the ledger still verifies. */
export const removePictures = async (blobs: Blobs, { body }: Commit): Promise<void> => {
  for (const { id } of body.ev.flatMap((event) => picturesIn(event).left)) await blobs.remove(id);
};
