import { partMriOf, type LedgerName, type RollAnswer } from '@statewire/contracts';
import type { Commit } from '@statewire/ledger';
import type { RecordView } from '@statewire/record-file';
import type { Platform } from '@statewire/service-kit';
import { hash } from 'node:crypto';
import type { Post } from './domain/mailbox.decider.js';
import { oncePerKey } from './once-per-key.js';
import { commandId, homesOf } from './posting.js';
import type { RecordRoll } from './reactions/notice.js';
import { rollPosts } from './roll-texts.js';

const ASK_TIMEOUT_MS = 10_000;
const ROLLS_REMEMBERED_MAX = 1_000;
/** Tells a list from what it was at another time. */
const SPLIT_LENGTH = 16;

/** `isPosted`: whether the desk of a terminal's mailbox has taken the command of that id. */
export type RollMail = Readonly<{ post: (post: Post, id: string) => Promise<void>; isPosted: (terminal: string, command: string) => Promise<boolean> }>;

/**
 * Posts a list once, whichever of its records gives cause to it first. Asked for again, as after a crash, it may have changed: its last message alone has
 * the list's id, so whoever has that one has all and gets no other, and those before it have ids of their own list, so no part takes another one's place.
 */
export const rollPosting = (platform: Pick<Platform, 'bus' | 'partitions' | 'partitionOf'>, { post, isPosted }: RollMail) => {
  const once = oncePerKey(ROLLS_REMEMBERED_MAX);

  const send = async ({ position: { part, seq } }: Commit, given: Post, { id, ask, print }: RecordRoll): Promise<boolean> => {
    const { records } = await platform.bus.ask<RollAnswer>('inquiry', 'roll', ask, ASK_TIMEOUT_MS);
    if (records.length === 0) return false;
    const printed = records.map((record) => print(record as unknown as RecordView));
    const split = hash('sha256', printed.join('\n\n'), 'base64url').slice(0, SPLIT_LENGTH);
    const numberOf = (n: number): number => partMriOf(part.ledger as LedgerName, part.index, platform.partitions, seq, n);
    const posts = rollPosts(given, printed, numberOf);
    for (const [partition, terminals] of homesOf(given.terminals, (terminal) => platform.partitionOf(terminal))) {
      if (await isPosted(terminals[0] ?? '', commandId(id, partition))) continue;
      for (const [n, each] of posts.entries()) await post({ ...each, terminals }, n === posts.length - 1 ? id : `${id}/${split}/${String(n + 1)}`);
    }
    return true;
  };

  return (commit: Commit, given: Post, roll: RecordRoll): Promise<void> => once(roll.id, () => send(commit, given, roll));
};
