import { describe, expect, it } from '@jest/globals';
import type { CommandAnswer } from '@statewire/contracts';
import type { HostedLedger, Platform } from '@statewire/service-kit';
import { Journal, type Transmission } from './journal.js';
import { ProblemError } from './problem.js';

const transmission = { id: 'c', seat: { terminal: { id: 'COL1' }, agency: { ori: 'OHCOP0000' }, operator: { id: 'col1' } }, text: 'EV', content: 'x' } as unknown as Transmission;

/** What comes of a message whose journal answers so. */
const received = (answer: Partial<CommandAnswer>) =>
  new Journal({} as Platform, { submit: () => Promise.resolve(answer) } as unknown as HostedLedger)
    .receive(transmission, { ori: 'OHCOP0000', mke: 'EV' }).catch((cause: unknown) => cause);

describe('the journal', () => {
  it('numbers a message', async () => {
    expect(await received({ kind: 'done', out: 'accepted', events: [{ d: { mri: 7, operator: 'col1' } }] } as unknown as CommandAnswer)).toMatchObject({ mri: 7 });
  });

  it('gives nobody what another operator of the terminal has sent under the same key, remembered or at that very moment', async () => {
    const another = { kind: 'done', out: 'accepted', events: [{ d: { mri: 7, operator: 'col3' } }] } as unknown as CommandAnswer;
    const told = { problem: { status: 422, detail: expect.stringContaining('another operator') as unknown } };
    expect(await received(another)).toMatchObject(told);
    const commit = { head: { at: '2026-11-20T13:00:00.000Z' }, body: { ev: [{ t: 'message.received', d: { mri: 7, operator: 'col3' }, p: { content: 'x' } }] } };
    const journal = new Journal({} as Platform, { recall: () => Promise.resolve(commit) } as unknown as HostedLedger);
    await expect(journal.known(transmission)).rejects.toMatchObject(told);
  });

  it('that does not say what became of a message leaves it in doubt, to be sent again', async () => {
    const told = await received({ kind: 'in-doubt', retryAfterMs: 3_000 });
    expect(told).toBeInstanceOf(ProblemError);
    expect(told).toMatchObject({ problem: { status: 503, type: 'in-doubt' }, headers: { 'retry-after': '3' } });
  });

  it('tells of an inquiry who was silent at its first sending, beside the reply', async () => {
    const d = { mri: 7, operator: 'col1', mke: 'QV', ori: 'OHCOP0000', outcome: 'answered', code: 'PARTIAL', silent: ['NLETS PA'] };
    const ledger = { submit: () => Promise.resolve({ kind: 'done', out: 'accepted', at: '2026-11-20T13:00:00.000Z', events: [{ t: 'message.answered', d, p: { says: 'ASKED' } }] }) };
    const told = await new Journal({} as Platform, ledger as unknown as HostedLedger)
      .tell(transmission, { ori: 'OHCOP0000', mke: 'QV', outcome: 'answered', code: 'NO_RECORD', says: 'ASKED\nNCIC DID NOT ANSWER', silent: ['NCIC'], outside: [], shown: [] });
    expect(told).toMatchObject({ silent: ['NLETS PA'], reply: { mri: 7, text: 'ASKED' } });
    expect(told.reply).not.toHaveProperty('silent');
  });

  it('that refuses a message is a fault of ours, which no repeat mends', async () => {
    expect(await received({ kind: 'done', out: 'rejected', faults: [{ code: 'DEFECT', why: 'too-large' }] } as unknown as CommandAnswer))
      .toMatchObject({ code: 'switch/not-journalled', canRetry: false, message: expect.stringContaining('too-large') as unknown });
  });
});
