import { afterEach, describe, expect, it } from '@jest/globals';
import type { JsonObject } from '@statewire/kernel';
import type { Commit, PartitionId } from '@statewire/ledger';
import { memoryViews, type View, type ViewChange } from '@statewire/views';
import fc from 'fast-check';
import type { Documents } from './batch-documents.js';
import { projector } from './projector.js';
import { closeLedgers, feedOf, heardAlarms, noted, testLedger, type TestLedger } from './test/test-ledger.js';

type Count = { sum: number; times: number } & JsonObject;
type Step = 'add' | 'remove' | 'late' | 'noise' | 'restart' | 'tear';

const step = fc.record({
  kind: fc.constantFrom<Step>('add', 'add', 'add', 'remove', 'late', 'noise', 'restart', 'tear'),
  index: fc.integer({ min: 0, max: 1 }),
  note: fc.integer({ min: 0, max: 3 }),
  amount: fc.integer({ min: 1, max: 9 }),
});

/** A projection for which every repeat, gap or swap shows: it counts and sums. */
const apply = async ({ head, body }: Commit, before: Documents<Count>): Promise<readonly ViewChange[]> => {
  const changes: ViewChange[] = [];
  for (const { s, t, d } of body.ev) {
    const old = await before.get(s);
    const { seq } = head;
    if (t === 'note.removed') changes.push({ id: s, seq, remove: true });
    else if (old !== undefined || d['first'] === true) {
      const doc = { sum: (old?.sum ?? 0) * 3 + Number(d['text']), times: (old?.times ?? 0) + 1 };
      changes.push({ id: s, seq, put: { keys: [`SUM:${String(doc.sum)}`], doc } });
    }
  }
  return changes;
};

const schemas = [{ t: 'note.made', tv: 1 }, { t: 'note.removed', tv: 1 }];
const run = (ledger: TestLedger, view: View<Count>) => {
  const running = projector({ name: 'counts', version: 1, apply, view, feeds: [feedOf(ledger, schemas)], alarms: heardAlarms() });
  void running.start();
  return running;
};

/** Stores the data of each batch and loses the checkpoint, as a crash between the two does. */
const tearing = (view: View<Count>): View<Count> => ({
  ...view,
  write: async (part: PartitionId, changes) => {
    const kept = await view.checkpoint(part);
    if (kept !== undefined) await view.write(part, changes, kept);
    else await view.write(part, changes, feedStart(part));
  },
});
const feedStart = (part: PartitionId) => ({ next: 0n, seq: 0, head: startHeads.get(part.index)!, headOffset: -1n });
const startHeads = new Map<number, string>();

const contents = async (view: View<Count>) => (await view.range('SUM:', 'SUM;', 100)).map(({ id, keys, doc, seq }) => ({ id, keys, doc, seq }));

afterEach(closeLedgers);

describe('a view', () => {
  it('equals the one rebuilt from the log, whatever void records, restarts and torn batches it has seen', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40, size: 'max' }), async (steps) => {
        const ledger = await testLedger(2);
        const feed = feedOf(ledger, schemas);
        ledger.parts.forEach((part) => startHeads.set(part.index, feed.genesis(part).head));
        const live = await memoryViews().open<Count>('counts', 1);
        const alive = new Set<string>();
        let running = run(ledger, live);
        const restart = async (view: View<Count>): Promise<void> => {
          await running.caughtUp();
          await running.stop();
          running = run(ledger, view);
        };
        for (const { kind, index, note, amount } of steps) {
          const s = `note/${String(index)}-${String(note)}`;
          if (kind === 'add') {
            const event = noted(s, String(amount));
            await ledger.commit([{ ...event, d: { ...event.d, first: !alive.has(s) } }], { index });
            alive.add(s);
          } else if (kind === 'remove') {
            await ledger.commit([{ ...noted(s, ''), t: 'note.removed' }], { index });
            alive.delete(s);
          } else if (kind === 'late') await ledger.late(index);
          else if (kind === 'noise') await ledger.append(index, Buffer.from(`{"v":1,"prev":"${String(amount)}`));
          else await restart(kind === 'tear' ? tearing(live) : live);
        }
        await restart(live);
        await running.caughtUp();
        await running.stop();
        const rebuilt = await memoryViews().open<Count>('counts', 1);
        const anew = run(ledger, rebuilt);
        await anew.caughtUp();
        await anew.stop();

        expect(await contents(live)).toEqual(await contents(rebuilt));
      }),
      { numRuns: 60 },
    );
  });
});
