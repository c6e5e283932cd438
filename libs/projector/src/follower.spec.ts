import { afterEach, describe, expect, it } from '@jest/globals';
import { follower } from './follower.js';
import { closeLedgers, feedOf, heardAlarms, noted, testLedger, type TestLedger } from './test/test-ledger.js';

const model = async (ledger: TestLedger, burns?: string) => {
  const texts: string[] = [];
  const alarms = heardAlarms();
  const running = follower({
    name: 'model',
    feeds: [feedOf(ledger)],
    alarms,
    handle: ({ body }) => {
      for (const { d } of body.ev) {
        if (d['text'] === burns) throw new Error('burnt');
        texts.push(String(d['text']));
      }
    },
  });
  await running.start();
  await running.caughtUp();
  return { texts, alarms, running };
};

afterEach(closeLedgers);

describe('a model in memory', () => {
  it('is folded from the beginning at each start', async () => {
    const ledger = await testLedger();
    for (const text of ['a', 'b', 'c']) await ledger.commit([noted(`note/${text}`, text)]);
    const first = await model(ledger);
    await first.running.stop();
    const second = await model(ledger);
    await second.running.stop();

    expect([first.texts, second.texts]).toEqual([['a', 'b', 'c'], ['a', 'b', 'c']]);
  });

  it('lets others have their turn while it catches up', async () => {
    const ledger = await testLedger();
    for (let n = 0; n < 2_000; n += 1) await ledger.commit([noted(`note/${String(n)}`, 'x')]);
    let turns = 0;
    const others = setInterval(() => (turns += 1), 1);
    const { running } = await model(ledger);
    clearInterval(others);
    await running.stop();

    expect(turns).toBeGreaterThan(2);
  });

  it('leaves out a record it cannot take, with an alarm', async () => {
    const ledger = await testLedger();
    for (const [s, text] of [['note/1', '!'], ['note/2', 'b'], ['note/1', 'c']] as const) await ledger.commit([noted(s, text)]);
    const { texts, alarms, running } = await model(ledger, '!');
    await running.stop();

    expect(texts).toEqual(['b']);
    expect(alarms.heard).toEqual(['projector/parked@1']);
  });
});
