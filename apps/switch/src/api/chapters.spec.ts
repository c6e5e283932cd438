import { describe, expect, it } from '@jest/globals';
import { chaptersOf } from './chapters.js';

describe('a record’s history', () => {
  it('is read to its end, however many parts it comes in', async () => {
    const versions = Array.from({ length: 25 }, (_, n) => n + 1);
    const asked: unknown[] = [];
    const ask = (async (_service: string, _topic: string, request: Readonly<{ idx: string; after: number }>) => {
      asked.push(request);
      const rest = versions.filter((version) => version > request.after);
      return { chapters: rest.slice(0, 10).map((version) => ({ version })), more: rest.length > 10 };
    }) as unknown as Parameters<typeof chaptersOf>[0]['ask'];

    expect((await chaptersOf({ ask }, 'SV00000004')).map(({ version }) => version)).toEqual(versions);
    expect(asked).toEqual([0, 10, 20].map((after) => ({ idx: 'SV00000004', after })));
  });
});
