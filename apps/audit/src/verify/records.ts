import type { LogDriver, PartitionId, RawRecord } from '@statewire/ledger';

const pageBytes = 1024 * 1024;
const waitMs = 1_000;

/** A partition's records from the beginning or a place to the end it has now, with a look at the one that follows. */
export interface Records {
  next(): Promise<RawRecord | undefined>;
  /** The record that `next` will give. */
  peek(): Promise<RawRecord | undefined>;
}

export const recordsOf = async (driver: LogDriver, part: PartitionId, since?: bigint): Promise<Records> => {
  const { first, end } = await driver.bounds(part);
  let page: readonly RawRecord[] = [];
  let at = 0;
  let from = since ?? first;

  const peek = async (): Promise<RawRecord | undefined> => {
    while (at >= page.length && from < end) {
      page = (await driver.fetch(part, from, { bytes: pageBytes, waitMs })).records;
      at = 0;
      const last = page.at(-1);
      // An answer without records below the end means that there are only gaps up to it.
      from = last === undefined ? end : last.offset + 1n;
    }
    return page[at];
  };

  return {
    peek,
    async next() {
      const record = await peek();
      at += 1;
      return record;
    },
  };
};
