import type { OpenedEvent } from '@statewire/ledger';
import type { Picture } from '@statewire/record-file';

type Facts = Readonly<{ picture: Picture; next?: Picture; former?: readonly Picture[] }>;

/** The pictures that an image has after an event, and those that the event leaves without one. */
export const picturesIn = ({ d }: Pick<OpenedEvent, 'd'>): Readonly<{ held: readonly Picture[]; left: readonly Picture[] }> => {
  if (d['file'] !== 'image') return { held: [], left: [] };
  const { picture, next, former = [] } = d['more'] as unknown as Facts;
  const own = next === undefined ? [picture] : [picture, next];
  const live = d['status'] === 'active' || d['status'] === 'pending';
  return live ? { held: own, left: former } : { held: [], left: [...own, ...former] };
};
