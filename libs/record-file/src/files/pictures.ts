import type { JsonObject } from '@statewire/kernel';
import type { Picture } from './image.rules.js';

type Facts = Readonly<{ picture: Picture; next?: Picture; former?: readonly Picture[] }>;

/** The pictures that an image has after an event, and those that the event leaves without one; `d` is the event's public part. */
export const picturesIn = ({ d }: Readonly<{ d: JsonObject }>): Readonly<{ held: readonly Picture[]; left: readonly Picture[] }> => {
  if (d['file'] !== 'image') return { held: [], left: [] };
  const { picture, next, former = [] } = d['more'] as unknown as Facts;
  const own = next === undefined ? [picture] : [picture, next];
  const live = d['status'] === 'active' || d['status'] === 'pending';
  return live ? { held: own, left: former } : { held: [], left: [...own, ...former] };
};
