import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { findMessageKey } from '@statewire/catalogue';
import type { OutsideInquiry } from '@statewire/contracts';
import { Failure } from '@statewire/kernel';
import { inquiryText } from '../domain/words.js';
import type { Context } from './context.js';
import { inquire } from './inquire.js';
import type { Answer } from './journal.js';
import { inDoubt, ProblemError } from './problem.js';

const license = (state: string) => ({ source: `NLETS ${state}`, mke: 'CONCEALED WEAPON PERMIT', background: 'purple', text: `MKE/CONCEALED WEAPON PERMIT\nCWR FROM ${state}` });

/** A switch whose bus answers at once but for the states of `silent`, which answer after so long. */
const asking = (mke: string, fields: Readonly<Record<string, readonly string[]>>, silentMs: Readonly<Record<string, number>> = {}, saidBefore?: Readonly<{ silent: readonly string[] }> | 'in doubt') => {
  const asked: unknown[] = [];
  const late: Answer[] = [];
  const tracked: (readonly [id: string, outcome: Promise<string>])[] = [];
  const bus = {
    ask: async (service: string, _pattern: string, payload: OutsideInquiry): Promise<unknown> => {
      asked.push(service === 'exchange' ? payload.source : service);
      await new Promise((resolve) => { setTimeout(resolve, silentMs[payload.state ?? service] ?? 0); });
      if (payload.state === 'VI') throw new Failure('bus/closed', 'the line is down', false);
      if (service === 'inquiry' && mke === 'TV') return { responses: [{ ...license('LEADS'), source: 'LEADS', shown: { stream: 'towed/TV1', version: 1 } }], more: true, next: '20261120130000000TV00000008' };
      return { responses: payload.state === 'KY' || payload.state === 'PA' ? [license(payload.state)] : [], more: false };
    },
  };
  const log = { warn: jest.fn() };
  let mri = 6;
  const answer = (_: unknown, given: Answer) => {
    mri += 1;
    if (given.late !== undefined) late.push(given);
    const { outcome, code, says, outside, shown, silent } = given;
    return Promise.resolve({ mri, outcome, code, text: says, outside, shown, silent });
  };
  const tell = async (_: unknown, given: Answer) => {
    if (saidBefore === 'in doubt') throw inDoubt(1_000);
    return { reply: await answer(_, given), silent: (saidBefore ?? given).silent ?? [] };
  };
  const directory = { agencies: new Map([['OHCOP0000', { type: 'law-enforcement' }]]) };
  const seat = { terminal: { id: 'COL1' } };
  const context = {
    platform: { bus, directory, log }, journal: { answer, tell }, unfinished: { track: (id: string, bringing: Promise<void>) => { tracked.push([id, bringing.then(() => 'brought', () => 'not brought')]); } }, notices: [], transmission: { id: 't1', seat }, key: findMessageKey(mke), message: { mke, ori: 'OHCOP0000', args: [], fields },
  } as unknown as Context;
  return { reply: inquire(context) as unknown as Promise<Readonly<{ code: string; text: string; outside: readonly unknown[] }>>, asked, late, tracked, log };
};

const FIELDS = { DRI: ['KY, IN', 'KY VI'], PER: ['C-4402117'] };

describe('an inquiry to other states', () => {
  beforeEach(() => { jest.useFakeTimers(); });
  afterEach(() => { jest.useRealTimers(); });

  it('asks each state that it names, once, and nobody else', async () => {
    const { reply, asked } = asking('CWQ', { DRI: ['KY, IN', 'KY'], PER: ['C-4402117'] });
    await jest.advanceTimersByTimeAsync(10);
    expect(asked).toEqual(['NLETS KY', 'NLETS IN']);
    expect(await reply).toMatchObject({ code: 'HIT', text: expect.stringMatching(/NLETS KY 1 RECORD\nNLETS IN NO RECORD/), outside: [license('KY')], silent: undefined });
  });

  it('is answered without a state that keeps silent, which it names, and whose answer comes to the mailbox', async () => {
    const { reply, late, tracked } = asking('CWQ', { DRI: ['PA MI'], PER: ['X'] }, { PA: 8_000 });
    await jest.advanceTimersByTimeAsync(6_000);
    expect(await reply).toMatchObject({ code: 'PARTIAL', text: expect.stringMatching(/NLETS PA DID NOT ANSWER - A LATE ANSWER COMES TO THE MAILBOX\nNLETS MI NO RECORD/), outside: [], silent: ['NLETS PA'] });
    await jest.advanceTimersByTimeAsync(4_000);
    expect(late).toMatchObject([{ says: 'NLETS PA ANSWERED LATE', code: 'HIT', outside: [license('PA')], late: { id: expect.stringMatching(/^t1\/late\/NLETS PA\/[\w-]{16}$/) as unknown, source: 'NLETS PA', re: 7 } }]);
    expect(tracked.map(([id]) => id)).toEqual(['t1']);
    expect(await tracked[0]?.[1]).toBe('brought');
  });

  it('brings late what the journal says was promised: that may have been at a sending before this one', async () => {
    const before = asking('CWQ', { DRI: ['PA MI'], PER: ['X'] }, { PA: 8_000, MI: 8_000 }, { silent: ['NLETS MI'] });
    await jest.advanceTimersByTimeAsync(10_000);
    expect((await before.reply).text).toMatch(/NLETS PA DID NOT ANSWER.*\nNLETS MI DID NOT ANSWER/);
    expect(before.late.map(({ late }) => late?.source)).toEqual(['NLETS MI']);
  });

  it('whose answer is in doubt has brought nothing', async () => {
    const { reply, tracked, late } = asking('CWQ', { DRI: ['PA'], PER: ['X'] }, { PA: 8_000 }, 'in doubt');
    const answered = reply.catch((cause: unknown) => cause);
    await jest.advanceTimersByTimeAsync(10_000);
    expect(await answered).toBeInstanceOf(ProblemError);
    expect([await tracked[0]?.[1], late]).toEqual(['not brought', []]);
  });

  it('says of the others what they said where one is down', async () => {
    const { reply, late, log } = asking('CWQ', FIELDS);
    await jest.advanceTimersByTimeAsync(100);
    expect(await reply).toMatchObject({ code: 'HIT', text: expect.stringContaining('NLETS VI DID NOT ANSWER') });
    await jest.advanceTimersByTimeAsync(100);
    expect([late, log.warn.mock.calls.length]).toEqual([[], 1]);
  });
});

describe('an inquiry to the Bureau of Motor Vehicles', () => {
  it.each([
    ['DN', { NAM: ['PUBLIC,JOHN'] }, ['BMV']], ['DN', { NAM: ['PUBLIC,JOHN'], DOB: ['19820508'] }, ['inquiry', 'NCIC', 'BMV']],
    ['DS', { SOC: ['111223333'] }, ['inquiry', 'NCIC', 'BMV']], ['DK', { KEY: ['019917658'] }, ['BMV']], ['ECS', { SOC: ['111223333'], REQ: ['UNIT 12'] }, ['BMV']],
  ])('%s with %j asks %j', async (mke, fields, sources) => {
    const { reply, asked } = asking(mke, fields);
    expect((await reply).text).not.toContain('REQ/');
    expect(asked).toEqual(sources);
  });
});

describe('a list', () => {
  const NEXT = 'SEND TV.OHCOP0000.ALL/Y.PAG/20261120130000000TV00000008';

  it('that goes on says with which message', async () => {
    const { reply } = asking('TV', { ALL: ['Y'] });
    expect((await reply).text).toContain(`LEADS 1 RECORD SHOWN, THE LIST GOES ON - ${NEXT}`);
  });

  it('that goes on says so too where it comes late', async () => {
    jest.useFakeTimers();
    const { reply, late } = asking('TV', { ALL: ['Y'] }, { inquiry: 8_000 });
    await jest.advanceTimersByTimeAsync(10_000);
    expect((await reply).text).toContain('LEADS DID NOT ANSWER');
    await jest.advanceTimersByTimeAsync(1_000);
    jest.useRealTimers();
    expect(late.map(({ says, shown }) => [says, shown.length])).toEqual([['LEADS ANSWERED LATE', 1], [`LEADS THE LIST GOES ON - ${NEXT}`, 0]]);
  });
});

describe('an inquiry of the hot files', () => {
  it.each([
    ['QV', { LIC: ['GHX4471'] }, ['inquiry', 'NCIC']], ['QV', { IDX: ['SV00000004'], RSH: ['Y'] }, ['inquiry']], ['WW', { SOC: ['123456789'] }, ['inquiry']],
  ])('%s with %j asks %j', async (mke, fields, asked) => {
    const { reply, asked: sources } = asking(mke, fields);
    await reply;
    expect(sources).toEqual(asked);
    expect((await reply).text).toBe(inquiryText(Object.entries(fields).filter(([tag]) => tag !== 'RSH').map(([tag, [value = '']]) => `${tag}/${value}`).join(' '), asked.map((source) => ({ source: source === 'inquiry' ? 'LEADS' : source, hits: 0 }))));
  });
});
