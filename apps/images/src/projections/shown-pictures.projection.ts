import type { Projection } from '@statewire/projector';
import { picturesIn } from '@statewire/record-file';
import type { ViewChange } from '@statewire/views';

/** The pictures that an image shows or is about to show, by their names in the blob store. */
export const shownPictures: Projection = {
  name: 'shown-pictures',
  version: 1,
  opens: 'nothing',
  apply: ({ head: { seq }, body }) =>
    body.ev.flatMap((event): readonly ViewChange[] => {
      const { held, left } = picturesIn(event);
      return [...held.map(({ id }): ViewChange => ({ id, seq, put: { keys: [], doc: {} } })), ...left.map(({ id }): ViewChange => ({ id, seq, remove: true }))];
    }),
};
