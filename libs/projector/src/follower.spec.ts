import { afterEach, describe, expect, it } from '@jest/globals';
import { Failure } from '@statewire/kernel';
import type { LogDriver } from '@statewire/ledger';
import { follower } from './follower.js';
import { closeLedgers, feedOf, heardAlarms, noted, testLedger, type TestLedger } from './test/test-ledger.js';

const model = async (ledger: TestLedger, burns?: string, driver: LogDriver = ledger.driver) => {
  const texts: string[] = [];
  const alarms = heardAlarms();
  const running = follower({
    name: 'model',
    feeds: [feedOf({ ...ledger, driver })],
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
    // Turns of the loop, not milliseconds: a fast machine has few of those.
    const other = (): void => {
      turns += 1;
      next = setImmediate(other);
    };
    let next = setImmediate(other);
    const { running } = await model(ledger);
    clearImmediate(next);
    await running.stop();

    expect(turns).toBeGreaterThan(6);
  });

  it('leaves out a record it cannot take, with an alarm', async () => {
    const ledger = await testLedger();
    for (const [s, text] of [['note/1', '!'], ['note/2', 'b'], ['note/1', 'c']] as const) await ledger.commit([noted(s, text)]);
    const { texts, alarms, running } = await model(ledger, '!');
    await running.stop();

    expect(texts).toEqual(['b']);
    expect(alarms.heard).toEqual(['projector/parked@1']);
  });

  it('waits out an outage of the log, with an alarm when it lasts', async () => {
    const ledger = await testLedger();
    await ledger.commit([noted('note/1', 'a')]);
    let failures = 4;
    const away: LogDriver = {
      ...ledger.driver,
      fetch: async (...given) => {
        if ((failures -= 1) >= 0) throw new Failure('ledger/away', 'No leader.', true);
        return ledger.driver.fetch(...given);
      },
    };
    const { texts, alarms, running } = await model(ledger, undefined, away);
    await running.stop();

    expect(texts).toEqual(['a']);
    expect(alarms.heard).toEqual(['projector/outage@0', 'projector/outage@0']);
  });
});
