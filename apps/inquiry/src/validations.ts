import type { ValidationCounts, ValidationCountsAnswer, ValidationCountsRequest, ValidationListAnswer, ValidationListRequest } from '@statewire/contracts';
import type { JsonObject } from '@statewire/kernel';
import { validationKey } from '@statewire/record-file';
import type { View } from '@statewire/views';
import { imagesByRecord } from './images.js';

type State = ValidationListRequest['state'];
type Records = View<JsonObject>;
type Found = Awaited<ReturnType<Records['range']>>;

const PAGE_MAX = 1_000;
const NAMES = { open: 'VALIDATE', confirmed: 'VALIDATED' } as const;

/** No number of a record begins with what stands here, and none is behind it. */
const LAST = '~';

const page = (view: Records, { ori, month }: Readonly<{ ori: string; month: string }>, state: State, after: string, limit: number): Promise<Found> =>
  view.range(`${validationKey(NAMES[state], ori, month, after)}${after === '' ? '' : '!'}`, validationKey(NAMES[state], ori, month, LAST), limit);

const count = async (view: Records, ori: string, month: string, state: State): Promise<number> => {
  let counted = 0;
  for (let after = ''; ; ) {
    const found = await page(view, { ori, month }, state, after, PAGE_MAX);
    counted += found.length;
    const last = found.at(-1);
    if (found.length < PAGE_MAX || last === undefined) return counted;
    after = last.id;
  }
};

/** One page of a validation list; in the order of the records' numbers, so that a page tells where the next begins. Images are validated with their records. */
export const validationList = async (view: Records, { limit, after = '', state, ...list }: ValidationListRequest): Promise<ValidationListAnswer> => {
  const found = await page(view, list, state, after, limit + 1);
  const shown = found.slice(0, limit);
  return { records: shown.map(({ doc }) => doc), images: await imagesByRecord(view, shown.map(({ id }) => id)), more: found.length > limit };
};

export const validationCounts = async (view: Records, { ori, months }: ValidationCountsRequest): Promise<ValidationCountsAnswer> => ({
  lists: await Promise.all(months.map(async (month): Promise<ValidationCounts> => ({ month, open: await count(view, ori, month, 'open'), confirmed: await count(view, ori, month, 'confirmed') }))),
});
