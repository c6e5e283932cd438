import type { Instant } from '@statewire/kernel';
import type { RecordView } from '@statewire/record-file';
import type { Bus } from '@statewire/bus';

const PAGE_TIMEOUT_MS = 10_000;

/** An event of a record in its history, as `audit` tells it. */
export type Chapter = Readonly<{
  type: string; version: number; at: Instant; by: Readonly<{ ori: string; device: string; user: string }>; position: string; record: RecordView;
}>;

type Page = Readonly<{ chapters: readonly Chapter[]; more: boolean }>;

/** A record's whole history, oldest first; `audit` gives it in parts. */
export const chaptersOf = async (bus: Pick<Bus, 'ask'>, idx: string): Promise<readonly Chapter[]> => {
  const chapters: Chapter[] = [];
  for (;;) {
    const page = await bus.ask<Page>('audit', 'history', { idx, after: chapters.at(-1)?.version ?? 0 }, PAGE_TIMEOUT_MS);
    chapters.push(...page.chapters);
    if (!page.more) return chapters;
  }
};
