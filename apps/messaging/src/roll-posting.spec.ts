import { beforeEach, describe, expect, it } from '@jest/globals';
import type { JsonObject } from '@statewire/kernel';
import { isHeadLabel, type Commit } from '@statewire/ledger';
import type { Platform } from '@statewire/service-kit';
import type { Post } from './domain/mailbox.decider.js';
import { commandId, homesOf } from './posting.js';
import { rollPosting } from './roll-posting.js';

const ID = 'cop-list/OHCOP0000/2026-11-20T13:00:00.000Z';
const TERMINALS = ['COL1', 'COL2', 'COL3'];
const POST = { terminals: TERMINALS, mail: { mri: 7, kind: 'notice' }, text: 'LIST' } as unknown as Post;
const commit = (seq = 3): Commit => ({ position: { part: { ledger: 'cop', gen: 1, index: 0 }, seq } }) as unknown as Commit;
const partitionOf = (terminal: string): number => Number(terminal.at(-1)) % 2;

/** Records as inquiries see them now; each fills most of a message. */
let records: readonly string[];
let asked: number;
/** What the desks have taken, by the command's id, and what each terminal has. */
let taken: Set<string>;
let mail: Map<string, string[]>;
/** So many messages are posted before the process ends. */
let endsAfter: number;

const filled = (name: string): string => `${name} ${'X'.repeat(20_000)}`;
/** The names of the records that a terminal was told of. */
const toldAt = (terminal: string): string => (mail.get(terminal) ?? []).flatMap((text) => [...text.matchAll(/^(\w+) X/gm)].map(([, name]) => name)).join(' ');

/** A process of the service, with nothing in mind. */
const started = () => {
  const ask = (_: string, __: string, ___: object) => {
    asked += 1;
    return Promise.resolve({ records: records.map((name): JsonObject => ({ name })) });
  };
  const post = ({ terminals, text }: Post, id: string): Promise<void> => {
    for (const [partition, group] of homesOf(terminals, partitionOf)) {
      const command = commandId(id, partition);
      expect(isHeadLabel(command)).toBe(true);
      if (taken.has(command)) continue;
      if ((endsAfter -= 1) < 0) return Promise.reject(new Error('the process ends'));
      taken.add(command);
      for (const terminal of group) mail.set(terminal, [...(mail.get(terminal) ?? []), text]);
    }
    return Promise.resolve();
  };
  const platform = { bus: { ask }, partitions: 2, partitionOf } as unknown as Platform;
  const postRoll = rollPosting(platform, { post, isPosted: (_, command) => Promise.resolve(taken.has(command)) });
  return (cause = commit()) => postRoll(cause, POST, { id: ID, ask: { file: 'cop', list: 'LT' }, print: (record) => filled((record as unknown as { name: string }).name) });
};

beforeEach(() => {
  [records, asked, taken, mail, endsAfter] = [['A', 'B', 'C'], 0, new Set(), new Map(), Infinity];
});

describe('a list that is told once', () => {
  it('is asked for and posted once, however many of its records say so side by side', async () => {
    const postRoll = started();
    await Promise.all(Array.from({ length: 64 }, (_, n) => postRoll(commit(n))));
    await postRoll(commit(64));
    expect([asked, ...TERMINALS.map(toldAt)]).toEqual([1, 'A B C', 'A B C', 'A B C']);
    expect(mail.get('COL2')?.map((text) => /PART \d OF \d/.exec(text)?.[0])).toEqual(['PART 1 OF 3', 'PART 2 OF 3', 'PART 3 OF 3']);
  });

  it('has its own id where one message holds it', async () => {
    records = ['A'];
    await started()();
    expect([...taken]).toEqual([`${ID}/1`, `${ID}/0`]);
  });

  it('is not told where it is empty, and looked at again', async () => {
    records = [];
    const postRoll = started();
    await postRoll();
    records = ['A'];
    await postRoll(commit(4));
    expect([asked, toldAt('COL1')]).toEqual([2, 'A']);
  });

  it.each([1, 2, 3, 4, 5])('goes on after %i messages, where its process ended, without a message twice', async (messages) => {
    endsAfter = messages;
    await expect(started()()).rejects.toThrow('ends');
    endsAfter = Infinity;
    await started()(commit(9));
    expect(TERMINALS.map(toldAt)).toEqual(['A B C', 'A B C', 'A B C']);
  });

  it.each([[['A', 'C']], [['A', 'B', 'C', 'D']], [['B']]])('comes whole to each terminal, though it became %j when its process ended', async (changed) => {
    for (let messages = 0; messages <= 6; messages += 1) {
      [records, taken, mail, endsAfter] = [['A', 'B', 'C'], new Set(), new Map(), messages];
      await started()().catch(() => undefined);
      [records, endsAfter] = [changed, Infinity];
      await started()(commit(9));
      // Whole before the end, or whole after it, behind what was told of the old one.
      const whole = [[], ['A'], ['A', 'B']].map((before) => [...before, ...changed].join(' '));
      for (const terminal of TERMINALS) expect(['A B C', ...whole]).toContain(toldAt(terminal));
    }
  });
});
