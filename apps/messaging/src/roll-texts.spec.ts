import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Post } from './domain/mailbox.decider.js';
import { rollPosts, rollTexts } from './roll-texts.js';

describe('a roll of records', () => {
  it('is one message where they are few', () => {
    expect(rollTexts('HEADING', ['ONE', 'TWO'])).toEqual(['HEADING\n\nONE\n\nTWO']);
  });

  it('is as many messages as hold all of them, in their order, each short enough for a commit', () => {
    fc.assert(fc.property(fc.array(fc.nat({ max: 9_000 }), { minLength: 1, maxLength: 100 }), (lengths) => {
      const records = lengths.map((length, n) => `R${String(n)} ${'X'.repeat(length)}`);
      const texts = rollTexts('HEADING', records);
      const told = texts.flatMap((text) => text.split('\n\n').slice(texts.length === 1 ? 1 : 2));
      expect(told).toEqual(records);
      for (const [n, text] of texts.entries()) {
        expect(text).toMatch(texts.length === 1 ? /^HEADING\n\nR0/ : new RegExp(`^HEADING\n\nPART ${String(n + 1)} OF ${String(texts.length)}\n\n`));
        expect(text.length).toBeLessThan(32 * 1024);
      }
    }));
  });

  it('has a number of its own in each of its messages, and says it', () => {
    const post = { terminals: ['CTL1'], mail: { mri: 7, kind: 'notice' }, text: 'HEADING' } as unknown as Post;
    const posts = rollPosts(post, ['X'.repeat(20_000), 'Y'.repeat(20_000)], (part) => 100 + part);
    expect(posts).toMatchObject([{ terminals: ['CTL1'], mail: { mri: 7, kind: 'notice' } }, { mail: { mri: 101, kind: 'notice' } }]);
    expect(posts.map(({ text }) => /^[\s\S]* OF 2/.exec(text)?.[0])).toEqual(['MRI 7\nHEADING\n\nPART 1 OF 2', 'MRI 101\nHEADING\n\nPART 2 OF 2']);
  });
});
