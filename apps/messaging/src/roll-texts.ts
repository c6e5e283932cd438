import type { Post } from './domain/mailbox.decider.js';

/** Characters of the records that one message lists: a frame holds them, whatever they are (ledger.md §3, case 10). */
const LISTED_LENGTH_MAX = 24 * 1024;

const grouped = (records: readonly string[]): readonly (readonly string[])[] => {
  const groups: string[][] = [];
  let length = Infinity;
  for (const record of records) {
    length += record.length;
    if (length > LISTED_LENGTH_MAX) {
      groups.push([]);
      length = record.length;
    }
    groups.at(-1)?.push(record);
  }
  return groups;
};

/** The texts of the messages that list records under one heading: one where they are few, otherwise each with its part's number. */
export const rollTexts = (heading: string, records: readonly string[]): readonly string[] => {
  const groups = grouped(records);
  return groups.map((group, n) => [heading, ...(groups.length === 1 ? [] : [`PART ${String(n + 1)} OF ${String(groups.length)}`]), ...group].join('\n\n'));
};

/** The messages that list records under a post's text. `numberOf`: the number of each part but the first, which has the post's. */
export const rollPosts = (post: Post, records: readonly string[], numberOf: (part: number) => number): readonly Post[] =>
  rollTexts(post.text, records).map((text, n) => {
    const mri = n === 0 ? post.mail.mri : numberOf(n);
    return { ...post, mail: { ...post.mail, mri }, text: `MRI ${String(mri)}\n${text}` };
  });
