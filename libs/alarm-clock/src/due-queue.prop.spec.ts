import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dueQueue, type Due } from './due-queue.js';

describe('the queue of what is due', () => {
  it('gives the earliest first, and of equal ones that which came first, whatever is added meanwhile', () => {
    const steps = fc.array(fc.oneof(fc.integer({ min: 0, max: 20 }), fc.constant('pop' as const)), { maxLength: 200, size: 'max' });

    fc.assert(
      fc.property(steps, (taken) => {
        const queue = dueQueue();
        const plain: Due[] = [];
        taken.forEach((step, order) => {
          if (step === 'pop') {
            plain.sort((a, b) => a.at - b.at || a.order - b.order);
            expect([queue.first(), queue.pop()]).toEqual([plain[0], plain.shift()]);
          } else {
            const entry = { id: String(order), at: step, order };
            queue.push(entry);
            plain.push(entry);
          }
        });
      }),
    );
  });
});
