import { afterEach, describe, expect, it } from '@jest/globals';
import { Failure, type JsonObject } from '@statewire/kernel';
import type { Commit } from '@statewire/ledger';
import { memoryViews, type View, type ViewChange } from '@statewire/views';
import type { Documents } from './batch-documents.js';
import type { Following } from './progress.js';
import { parkedKey, projector, type Projection } from './projector.js';
import { closeLedgers, feedOf, heardAlarms, noted, testLedger, type TestLedger } from './test/test-ledger.js';

type Note = { text: string } & JsonObject;

/** Appends each event's text to its note. */
const notes: Projection<Note> = {
  name: 'notes',
  version: 1,
  apply: async ({ head, body }: Commit, before: Documents<Note>): Promise<readonly ViewChange[]> =>
    Promise.all(
      body.ev.map(async ({ s, d }) => {
        const text = `${(await before.get(s))?.text ?? ''}${String(d['text'])}`;
        return { id: s, seq: head.seq, put: { keys: [`TEXT:${text}`], doc: { text } } };
      }),
    ),
};

const started: Following[] = [];
const start = (ledger: TestLedger, view: View<Note>, given: Partial<Projection<Note>> = {}) => {
  const alarms = heardAlarms();
  const running = projector({ ...notes, ...given, view, feeds: [feedOf(ledger)], alarms });
  started.push(running);
  void running.start();
  return { running, alarms };
};
const newView = async (): Promise<View<Note>> => memoryViews().open<Note>('notes', 1);

afterEach(async () => {
  await Promise.all(started.splice(0).map(async (running) => running.stop()));
  await closeLedgers();
});

describe('a projector', () => {
  it('shows what was in the log, and then what comes', async () => {
    const ledger = await testLedger(2);
    const view = await newView();
    await ledger.commit([noted('note/1', 'a')]);
    const { running } = start(ledger, view);
    await running.caughtUp();
    const before = await view.get('note/1');
    const { position } = await ledger.commit([noted('note/1', 'b')]);
    const other = await ledger.commit([noted('note/2', 'c')], { index: 1 });

    expect(before?.doc).toEqual({ text: 'a' });
    expect(await running.waitFor([position, other.position], 2_000)).toBe('reached');
    expect((await view.get('note/1'))?.doc).toEqual({ text: 'ab' });
    expect((await view.find('TEXT:c', 5)).map(({ id }) => id)).toEqual(['note/2']);
  });

  it('goes on from its checkpoint', async () => {
    const ledger = await testLedger();
    const view = await newView();
    await ledger.commit([noted('note/1', 'a')]);
    const first = start(ledger, view);
    await first.running.caughtUp();
    await first.running.stop();
    await ledger.commit([noted('note/1', 'b')]);
    const second = start(ledger, view, { apply: (commit, before) => (commit.head.seq === 1 ? Promise.reject(new Error('again')) : notes.apply(commit, before)) });
    await second.running.caughtUp();

    expect((await view.get('note/1'))?.doc).toEqual({ text: 'ab' });
  });

  it('applies nothing twice when it was torn between data and checkpoint', async () => {
    const ledger = await testLedger();
    const view = await newView();
    for (const text of ['a', 'b', 'c']) await ledger.commit([noted('note/1', text)]);
    const torn = start(ledger, { ...view, write: async (part, changes) => view.write(part, changes, (await view.checkpoint(part))!) });
    await torn.running.caughtUp();
    await torn.running.stop();
    await start(ledger, view).running.caughtUp();

    expect((await view.get('note/1'))?.doc).toEqual({ text: 'abc' });
  });

  it('is not caught up where it has no checkpoint', async () => {
    const ledger = await testLedger(2);
    const { running } = start(ledger, await newView());

    expect(running.position(ledger.part(1))).toBeUndefined();
    expect(await running.waitFor([{ part: ledger.part(1), seq: 0 }], 20)).toBe('timeout');
  });

  it('waits for none but the ledgers it follows', async () => {
    const ledger = await testLedger();
    const { running } = start(ledger, await newView());

    expect(await running.waitFor([{ part: { ledger: 'other', gen: 1, index: 0 }, seq: 9 }], 20)).toBe('reached');
  });

  it('rests only when everything in the log shows', async () => {
    const ledger = await testLedger();
    await ledger.commit([noted('note/1', 'a')]);
    await ledger.late();
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const { running } = start(ledger, await newView(), { apply: async (commit, before) => held.then(() => notes.apply(commit, before)) });
    const restedBefore = await running.resting();
    release();
    await running.caughtUp();

    expect([restedBefore, await running.resting()]).toEqual([false, true]);
  });
});

describe('a projector that is told where the log ends', () => {
  it('rests when it has come so far, without asking the log; told nothing more, it asks again', async () => {
    const ledger = await testLedger();
    const feed = feedOf(ledger);
    let asked = 0;
    const counting = { ...feed, end: (part: Parameters<typeof feed.end>[0]) => { asked += 1; return feed.end(part); } };
    const running = projector({ ...notes, view: await newView(), feeds: [counting], alarms: heardAlarms() });
    started.push(running);
    void running.start();
    await ledger.commit([noted('note/1', 'a')]);
    await running.caughtUp();
    const before = asked;
    feed.expect([2n]);
    const early = await running.resting();
    await ledger.commit([noted('note/1', 'b')]);
    while (!(await running.resting())) await new Promise((resolve) => { setTimeout(resolve, 5); });

    expect([early, asked]).toEqual([false, before]);
    feed.expect([]);
    expect(await running.resting()).toBe(true);
  });
});

describe('a projector whose handler fails', () => {
  const burntNote = (burns: string): Partial<Projection<Note>> => ({
    apply: (commit, before) => {
      if (commit.body.ev.some(({ d }) => d['text'] === burns)) throw new TypeError('burnt');
      return notes.apply(commit, before);
    },
  });

  it('parks that record with an alarm and goes on with the others, also after a restart', async () => {
    const ledger = await testLedger();
    const view = await newView();
    for (const [s, text] of [['note/1', 'a'], ['note/1', '!'], ['note/1', 'b'], ['note/2', 'c']] as const) await ledger.commit([noted(s, text)]);
    const first = start(ledger, view, burntNote('!'));
    await first.running.caughtUp();
    await first.running.stop();
    await ledger.commit([noted('note/1', 'd'), noted('note/2', 'e')]);
    await start(ledger, view).running.caughtUp();

    expect(first.alarms.heard).toEqual(['projector/parked@2']);
    expect((await view.get('note/1'))?.doc).toEqual({ text: 'a' });
    expect((await view.get('note/2'))?.doc).toEqual({ text: 'ce' });
    expect((await view.find(parkedKey, 5)).map(({ doc }) => doc)).toEqual([{ part: 'notes.g1/0', stream: 'note/1' }]);
  });

  it('tries again before it gives a record up', async () => {
    const ledger = await testLedger();
    const view = await newView();
    await ledger.commit([noted('note/1', 'a')]);
    let failures = 3;
    const { running, alarms } = start(ledger, view, {
      apply: (commit, before) => {
        if ((failures -= 1) >= 0) throw new Error('not yet');
        return notes.apply(commit, before);
      },
    });
    await running.caughtUp();

    expect(alarms.heard).toEqual([]);
    expect((await view.get('note/1'))?.doc).toEqual({ text: 'a' });
  });

  it('waits out an outage, however long, and parks nothing', async () => {
    const ledger = await testLedger();
    const view = await newView();
    await ledger.commit([noted('note/1', 'a')]);
    let failures = 4;
    const { running, alarms } = start(ledger, {
      ...view,
      write: async (...given) => {
        if ((failures -= 1) >= 0) throw new Failure('views/away', 'The store is away.', true);
        return view.write(...given);
      },
    });
    await running.caughtUp();

    expect(new Set(alarms.heard)).toEqual(new Set(['projector/view-outage']));
    expect((await view.get('note/1'))?.doc).toEqual({ text: 'a' });
    expect(await view.find(parkedKey, 5)).toEqual([]);
  });
});

describe('a projector whose view is lost', () => {
  it.each(['get', 'write'] as const)('stands still, says so at once and parks nothing, when it is told so by %s', async (call) => {
    const ledger = await testLedger();
    const view = await newView();
    await ledger.commit([noted('note/1', 'a')]);
    let calls = 0;
    const lost = () => { calls += 1; return Promise.reject(new Failure('views/lost', 'The view is lost.', true)); };
    const { running, alarms } = start(ledger, { ...view, [call]: lost });

    await expect(running.caughtUp()).rejects.toMatchObject({ code: 'projector/stopped' });
    expect([alarms.heard, calls, running.standing()]).toEqual([['views/lost@0'], 1, ['notes.g1/0']]);
  });
});

describe('a projector whose log is not the one it read from', () => {
  const checkpointOf = async (seqs: number) => {
    const ledger = await testLedger();
    const view = await newView();
    for (let n = 0; n < seqs; n += 1) await ledger.commit([noted('note/1', 'a')]);
    const { running } = start(ledger, view);
    await running.caughtUp();
    await running.stop();
    return { ledger, view };
  };

  it('says so, and builds the view anew from the log that is there', async () => {
    const { view } = await checkpointOf(2);
    const other = await testLedger();
    for (const text of ['x', 'y', 'z']) await other.commit([noted('note/1', text)]);
    const { running, alarms } = start(other, view);
    await running.caughtUp();

    expect(alarms.heard).toEqual(['projector/log-behind-view']);
    expect((await view.get('note/1'))?.doc).toEqual({ text: 'xyz' });
  });

  it('does so too when that log is shorter, in every partition, and shows no number that it had reached before', async () => {
    const ledger = await testLedger(2);
    const view = await newView();
    const cut = await ledger.commit([noted('note/1', 'a')]);
    await ledger.commit([noted('note/1', 'b')]);
    const { position } = await ledger.commit([noted('note/1', 'c')]);
    await ledger.commit([noted('note/2', 'd')], { index: 1 });
    const before = start(ledger, view).running;
    await before.caughtUp();
    await before.stop();
    ledger.cutBehind(cut);
    const { running, alarms } = start(ledger, view);
    await expect(running.waitFor([position], 100)).resolves.toBe('timeout');
    await running.caughtUp();

    expect(alarms.heard).toEqual(['projector/log-behind-view']);
    expect([await view.get('note/1'), await view.get('note/2')]).toMatchObject([{ doc: { text: 'a' }, seq: 1 }, { doc: { text: 'd' } }]);
  });

  it('waits with all of it until the view can be cleared', async () => {
    const { view } = await checkpointOf(2);
    let failures = 4;
    const { running, alarms } = start(await testLedger(), {
      ...view,
      clear: () => ((failures -= 1) >= 0 ? Promise.reject(new Failure('views/away', 'The store is away.', true)) : view.clear()),
    });
    await running.start();

    expect(alarms.heard).toEqual(['projector/log-behind-view', 'projector/view-outage', 'projector/view-outage']);
    expect([await view.get('note/1'), running.position({ ledger: 'notes', gen: 1, index: 0 })]).toEqual([undefined, undefined]);
  });
});

describe('a projector that meets an unknown event', () => {
  it('stops that partition with an alarm and goes on with the others', async () => {
    const ledger = await testLedger(2);
    const view = await newView();
    await ledger.commit([noted('note/1', 'a')]);
    await ledger.commit([{ ...noted('note/1', 'b'), t: 'note.burnt' }]);
    await ledger.commit([noted('note/1', 'c')]);
    const { position } = await ledger.commit([noted('note/2', 'd')], { index: 1 });
    const { running, alarms } = start(ledger, view);

    expect(await running.waitFor([position], 2_000)).toBe('reached');
    await expect(running.caughtUp()).rejects.toMatchObject({ code: 'projector/stopped' });
    expect(alarms.heard).toEqual(['projector/unknown-event@1']);
    expect((await view.get('note/1'))?.doc).toEqual({ text: 'a' });
    expect(await running.resting()).toBe(false);
  });
});
