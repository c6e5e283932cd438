import { describe, expect, it, jest } from '@jest/globals';
import { addMs, manualClock } from '@statewire/clock';
import type { Commit } from '@statewire/ledger';
import type { ReactionOptions } from '@statewire/projector';
import type { Platform } from '@statewire/service-kit';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer, Journal, Transmission } from './journal.js';
import { UnfinishedInquiries } from './unfinished-inquiries.js';

const AT = '2026-11-20T13:00:00.000Z';
const WORD = expect.stringMatching(/^q\/late\/NCIC\/[\w-]{16}$/) as unknown;
const LICENSE = { source: 'NCIC', mke: 'STOLEN VEHICLE', background: 'yellow', text: 'MKE/STOLEN VEHICLE' };

/** An inquiry to LEADS and NCIC that was answered without NCIC. */
const inquiryOf = ({ text = 'QV.OHCOP0000.LIC/GHX4471.LIS/OH', terminal = 'COL1', cmd = 'q' } = {}): Commit => ({
  head: { at: AT, cmd, k: terminal }, position: { part: { ledger: 'journal', gen: 1, index: 0 }, seq: 7 },
  body: { ev: [{ t: 'message.answered', s: `terminal/${terminal}`, d: { mri: 7, terminal, operator: 'col1', ori: 'OHCOP0000', mke: 'QV', silent: ['NCIC'] }, p: { text, content: 'c', says: '' } }] },
}) as unknown as Commit;

/** The switch after a start, `lateMs` after the answer. */
const started = async (lateMs = 3_000) => {
  const asked: string[] = [];
  const answers: (Pick<Transmission, 'id'> & Answer)[] = [];
  let options: ReactionOptions | undefined;
  const platform = {
    clock: manualClock(addMs(AT, lateMs)), log: { warn: () => undefined }, ports: { views: { open: () => Promise.resolve({}) } },
    react: (given: ReactionOptions) => { options = given; return { start: () => Promise.resolve(), stop: () => Promise.resolve() }; },
    bus: { ask: (_: string, __: string, { source = 'LEADS' }: { source?: string }) => { asked.push(source); return Promise.resolve({ responses: [LICENSE], more: false }); } },
    directory: { operators: new Map([['col1', { id: 'col1' }]]), terminals: new Map([['COL1', { id: 'COL1', ori: 'OHCOP0000' }]]), agencies: new Map([['OHCOP0000', { ori: 'OHCOP0000', type: 'law-enforcement' }]]) },
  } as unknown as Platform;
  const journal = { answer: ({ id }: Transmission, answer: Answer) => { answers.push({ id, ...answer }); return Promise.resolve({}); } } as unknown as Journal;
  const unfinished = new UnfinishedInquiries(platform, journal);
  await unfinished.start();
  const meet = async (commit: Commit): Promise<unknown> => options?.handle(commit);
  return { unfinished, asked, answers, meet, concerns: (commit: Commit) => options?.concerns?.(commit) };
};

describe('an inquiry whose process ended before a late answer came', () => {
  it.each(['QV.OHCOP0000.LIC/GHX4471.LIS/OH', '{"mke":"QV","ori":"OHCOP0000","fields":{"LIC":"GHX4471","LIS":"OH"}}'])('is asked again of who was silent, and of nobody else: %s', async (text) => {
    const { asked, answers, meet } = await started();
    await meet(inquiryOf({ text }));
    expect(asked).toEqual(['NCIC']);
    expect(answers).toMatchObject([{ id: WORD, outside: [LICENSE], late: { id: WORD, source: 'NCIC', re: 7 } }]);
  });

  it('is asked under its own id where its answer had a commit of its own', async () => {
    const { answers, meet } = await started();
    await meet(inquiryOf({ cmd: 'q/a' }));
    expect(answers.map(({ id }) => id)).toEqual([WORD]);
  });

  it('is given up after a minute, and where its terminal is gone', async () => {
    const late = await started(60_001);
    await late.meet(inquiryOf());
    const gone = await started();
    await gone.meet(inquiryOf({ terminal: 'TOL9' }));
    expect([late.asked, gone.asked]).toEqual([[], []]);
  });

  it('is not asked again by the process that has asked, which is done when the answer was brought', async () => {
    const { unfinished, asked, meet } = await started();
    let brought = (): void => undefined;
    unfinished.track('q', new Promise((resolve) => { brought = resolve; }));
    const met = meet(inquiryOf()).then(() => 'done');
    expect(await Promise.race([met, sleep(20, 'waiting')])).toBe('waiting');
    brought();
    expect([await met, asked]).toEqual(['done', []]);
  });

  it('is asked again by the process that was in doubt whether it was answered, once it is there after all', async () => {
    const { unfinished, asked, answers, meet } = await started();
    let doubt = (_: Error): void => undefined;
    unfinished.track('q', new Promise((_, reject) => { doubt = reject; }));
    const met = meet(inquiryOf());
    doubt(new Error('in doubt'));
    await met;
    expect([asked, answers.map(({ id }) => id)]).toEqual([['NCIC'], [WORD]]);
    await meet(inquiryOf());
    expect(asked).toEqual(['NCIC', 'NCIC']);
  });

  it('is brought by the sending that it was answered to, also when the one before, which was in doubt, is forgotten', async () => {
    jest.useFakeTimers();
    try {
      const { unfinished, asked, meet } = await started();
      unfinished.track('q', Promise.reject(new Error('in doubt')));
      await jest.advanceTimersByTimeAsync(30_000);
      let brought = (): void => undefined;
      unfinished.track('q', new Promise((resolve) => { brought = resolve; }));
      await jest.advanceTimersByTimeAsync(31_000);
      const met = meet(inquiryOf());
      await jest.advanceTimersByTimeAsync(100);
      expect(asked).toEqual([]);
      brought();
      await met;
      await jest.advanceTimersByTimeAsync(60_000);
      await meet(inquiryOf());
      expect(asked).toEqual(['NCIC']);
    } finally {
      jest.useRealTimers();
    }
  });

  it('is left to the next process where this one stops', async () => {
    const { unfinished, meet } = await started();
    unfinished.track('q', new Promise(() => undefined));
    const met = meet(inquiryOf());
    await unfinished.stop();
    await expect(met).rejects.toMatchObject({ code: 'switch/stopping', canRetry: true });
    await expect(meet(inquiryOf())).rejects.toMatchObject({ code: 'switch/stopping' });
  });

  it('is one that was answered without a source', async () => {
    const { concerns } = await started();
    const answered = inquiryOf();
    const [entry] = answered.body.ev;
    const whole = { ...answered, body: { ev: [{ ...entry, d: { mri: 7 } }] } } as unknown as Commit;
    expect([concerns(answered), concerns(whole)]).toEqual([true, false]);
  });
});
