import { LEADS_CONTROL, type LedgerName } from '@statewire/contracts';
import type { JsonObject } from '@statewire/kernel';
import type { OpenedEvent } from '@statewire/ledger';
import type { Following } from '@statewire/projector';
import { causedId, sendCommand, type Platform } from '@statewire/service-kit';
import type { LineAnswer, LineRequest } from '../domain/line.js';

const COMMAND_TIMEOUT_MS = 10_000;
const BY = { ori: LEADS_CONTROL, device: 'exchange', user: 'system' };

type Returned = Readonly<{ ledger: LedgerName; key: string; type: string; payload: JsonObject; corr?: string }>;

const judged = (yes: string, no: string) => (request: LineRequest, answer: LineAnswer): Pick<Returned, 'type' | 'payload'> => {
  const { idx, change } = request;
  const named = { idx, ...(change === undefined ? {} : { change }) };
  return answer.accepted
    ? { type: yes, payload: { ...named, ...(request.function === 'enter' ? { nic: answer.nic ?? '' } : {}) } }
    : { type: no, payload: { ...named, reason: answer.reason ?? 'REJECT' } };
};

/** Answers that decide something in the file; locates, clears and cancels were final before they went out (decision D16). */
const COMMANDS: Readonly<Record<string, ReturnType<typeof judged>>> = {
  enter: judged('AcceptEntry', 'RefuseEntry'),
  modify: judged('AcceptChange', 'RefuseChange'),
};

/** What the line has cancelled by itself, the file has to know. */
const lapsed = ({ ledger, home, idx, nic = '' }: LineRequest): Returned => ({ ledger: ledger as LedgerName, key: home, type: 'LapseRecord', payload: { idx, nic } });

export const returnedBy = (event: OpenedEvent): Returned | undefined => {
  if (event.t === 'line.reviewed') return event.d['cancelled'] === true ? lapsed(event.d as unknown as LineRequest) : undefined;
  if (event.t !== 'line.answered') return undefined;
  const request = event.d as unknown as LineRequest & Readonly<{ answer: LineAnswer; corr?: string }>;
  const command = COMMANDS[request.function]?.(request, request.answer);
  if (command === undefined) return undefined;
  return {
    ledger: request.ledger as LedgerName, key: request.home, ...command,
    ...(request.corr === undefined ? {} : { corr: request.corr }),
  };
};

/** The line's answer becomes a command to the file that asked. */
export const bringBackAnswers = async (platform: Platform): Promise<Following> =>
  platform.react({
    name: 'bring-back-answers',
    ledgers: ['exchange'],
    checkpoints: await platform.ports.views.open('bring-back-answers', 1),
    // One line is one home key; its answers about different records need not wait for each other.
    concurrency: 64,
    atOnceMax: 128,
    laneOf: ({ body }) => body.ev[0]?.s ?? '',
    handle: async (commit) => {
      for (const [n, event] of commit.body.ev.entries()) {
        const back = returnedBy(event);
        if (back === undefined) continue;
        const { ledger, ...command } = back;
        await sendCommand(platform.bus, ledger, { id: causedId(commit, `back${String(n)}`), by: BY, ...command }, COMMAND_TIMEOUT_MS);
      }
    },
  });
