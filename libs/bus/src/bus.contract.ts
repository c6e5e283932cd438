import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Failure } from '@statewire/kernel';
import type { Bus } from './bus.port.js';

/** `desk` serves and `asker` asks; a bus inside one process gives the same one twice. */
export type OpenedBus = Readonly<{ desk: Bus; asker: Bus; close: () => Promise<void> }>;

const waitMs = 5_000;
const after = (ms: number) => new Promise<void>((resolve) => { setTimeout(resolve, ms); });

/** What every bus must do. `service` names what the desk may serve under. */
export const busContract = (adapter: string, open: () => Promise<OpenedBus>, service = 'vehicles') => {
  describe(`${adapter} keeps the bus's contract`, () => {
    let bus: OpenedBus;

    beforeEach(async () => { bus = await open(); });
    afterEach(async () => { await bus.close(); });

    const failureOf = async (asked: Promise<unknown>): Promise<Failure> => {
      const outcome = await asked.then(() => 'answered', (reason: unknown) => reason);
      if (!(outcome instanceof Failure)) throw new Error(`no Failure but ${String(outcome)}`);
      return outcome;
    };

    it('brings a question to its handler and the answer back', async () => {
      await bus.desk.serve(service, {
        find: (asked: { plate: string }) => Promise.resolve({ found: [asked.plate, 'ÄÖ\u2028', 1.5, null, true] }),
      });

      expect(await bus.asker.ask(service, 'find', { plate: 'ABC1234' }, waitMs)).toEqual({ found: ['ABC1234', 'ÄÖ\u2028', 1.5, null, true] });
    });

    it('carries an answer that is empty, null, false, zero or nothing', async () => {
      const answers: readonly unknown[] = ['', null, false, 0, [], {}, undefined];
      await bus.desk.serve(service, { give: ({ at }: { at: number }) => Promise.resolve(answers[at]) });
      const given = [];
      for (const at of answers.keys()) given.push(await bus.asker.ask(service, 'give', { at }, waitMs));

      expect(given).toEqual(answers);
    });

    it('gives every asker its own answer, whatever order they come in', async () => {
      await bus.desk.serve(service, {
        echo: async ({ n }: { n: number }) => {
          await after((n * 7) % 20);
          return { n };
        },
      });
      const numbers = Array.from({ length: 200 }, (_, n) => n);

      expect(await Promise.all(numbers.map((n) => bus.asker.ask(service, 'echo', { n }, waitMs)))).toEqual(numbers.map((n) => ({ n })));
    });

    it('keeps patterns apart, and adds those served later', async () => {
      await bus.desk.serve(service, { one: () => Promise.resolve(1) });
      await bus.desk.serve(service, { two: () => Promise.resolve(2) });

      expect([await bus.asker.ask(service, 'one', {}, waitMs), await bus.asker.ask(service, 'two', {}, waitMs)]).toEqual([1, 2]);
    });

    it('carries a mebibyte either way', async () => {
      await bus.desk.serve(service, { echo: (payload: { text: string }) => Promise.resolve(payload) });
      const text = 'ü'.repeat(1 << 19);

      expect(await bus.asker.ask<{ text: string }>(service, 'echo', { text }, waitMs)).toEqual({ text });
    });

    it('does not let a handler change what the asker holds', async () => {
      await bus.desk.serve(service, {
        spoil: (payload: { list: string[] }) => {
          try {
            payload.list.push('spoiled');
          } catch {
            // A bus may hand over what cannot be changed.
          }
          return Promise.resolve(null);
        },
      });
      const asked = { list: ['kept'] };
      await bus.asker.ask(service, 'spoil', asked, waitMs);

      expect(asked).toEqual({ list: ['kept'] });
    });

    it('does not let an asker change what the desk holds', async () => {
      const held = { deep: { list: ['kept'] } };
      await bus.desk.serve(service, { give: () => Promise.resolve(held) });
      const answer = await bus.asker.ask<{ deep: { list: string[] } }>(service, 'give', {}, waitMs);
      try {
        answer.deep.list.push('spoiled');
      } catch {
        // As above.
      }

      expect(held).toEqual({ deep: { list: ['kept'] } });
    });

    it('gives the asker the code and the word on retrying of a Failure', async () => {
      await bus.desk.serve(service, { submit: () => Promise.reject(new Failure('ledger/in-doubt', 'Ask again.', true)) });

      expect(await failureOf(bus.asker.ask(service, 'submit', {}, waitMs))).toMatchObject({
        code: 'ledger/in-doubt',
        message: 'Ask again.',
        canRetry: true,
      });
    });

    it.each<[string, () => Promise<unknown>]>([
      ['rejects', () => Promise.reject(new TypeError('SMITH, JOHN is not a function'))],
      ['throws at once', () => { throw new TypeError('SMITH, JOHN is not a function'); }],
      // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- what a careless library does
      ['rejects with no error', () => Promise.reject('SMITH, JOHN')],
    ])('calls it a defect when a handler %s, and does not tell its text', async (_how, handler) => {
      await bus.desk.serve(service, { submit: handler });
      const failure = await failureOf(bus.asker.ask(service, 'submit', {}, waitMs));

      expect(failure).toMatchObject({ code: 'bus/defect', canRetry: false });
      expect(failure.message).not.toContain('SMITH');
    });

    it('answers the next question after a defect', async () => {
      await bus.desk.serve(service, { fail: () => Promise.reject(new Error('no')), work: () => Promise.resolve('yes') });
      await failureOf(bus.asker.ask(service, 'fail', {}, waitMs));

      expect(await bus.asker.ask(service, 'work', {}, waitMs)).toBe('yes');
    });

    it('says that nobody is there for a service nobody serves', async () => {
      expect(await failureOf(bus.asker.ask('nobody', 'find', {}, waitMs))).toMatchObject({ code: 'bus/unavailable', canRetry: true });
    });

    it.each(['unknown', 'toString', '__proto__'])('says that nobody is there for the pattern %s, which has no handler', async (pattern) => {
      await bus.desk.serve(service, { find: () => Promise.resolve(1) });

      expect(await failureOf(bus.asker.ask(service, pattern, {}, waitMs))).toMatchObject({ code: 'bus/unavailable', canRetry: true });
    });

    it('stops waiting after the time-out and takes no harm from the late answer', async () => {
      await bus.desk.serve(service, {
        slow: async ({ fails }: { fails: boolean }) => {
          await after(120);
          if (fails) throw new Error('too late');
          return 'late';
        },
        quick: () => Promise.resolve('quick'),
      });
      const slow = await Promise.all([true, false].map((fails) => failureOf(bus.asker.ask(service, 'slow', { fails }, 30))));
      await after(200);

      expect(slow.map(({ code, canRetry }) => [code, canRetry])).toEqual([['bus/timeout', true], ['bus/timeout', true]]);
      expect(await bus.asker.ask(service, 'quick', {}, waitMs)).toBe('quick');
    });

    it('answers the rest while one handler never does', async () => {
      await bus.desk.serve(service, { hang: () => new Promise(() => undefined), work: () => Promise.resolve('done') });
      const hung = failureOf(bus.asker.ask(service, 'hang', {}, 300));

      expect(await bus.asker.ask(service, 'work', {}, waitMs)).toBe('done');
      expect((await hung).code).toBe('bus/timeout');
    });

    it('ends the waiting of open questions when it closes, and asks none after', async () => {
      await bus.desk.serve(service, { hang: () => new Promise(() => undefined) });
      const hung = failureOf(bus.asker.ask(service, 'hang', {}, waitMs));
      await after(50);
      await bus.asker.close();

      expect(await hung).toMatchObject({ code: 'bus/unavailable', canRetry: true });
      expect(await failureOf(bus.asker.ask(service, 'hang', {}, waitMs))).toMatchObject({ code: 'bus/unavailable' });
    });
  });
};
