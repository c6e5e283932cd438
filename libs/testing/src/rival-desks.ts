import { systemClock } from '@statewire/clock';
import { openDesk, memorySnapshots, type Decider, type Desk, type DeskLog } from '@statewire/desk';
import { accept } from '@statewire/kernel';
import { memoryKeyRing } from '@statewire/keyring';
import type { LogDriver, PartitionId } from '@statewire/ledger';
import type { Submit } from './rival-load.js';

const answerWithinMs = 3000;
const payloadChars = 200;

/** Every command is accepted once; what is personal is sealed, as in every real ledger. */
const countingDecider: Decider = {
  stateVersion: '1',
  decide: (_, { id }) =>
    accept({ t: 'thing.counted', tv: 1, s: `thing/${id}`, d: { id }, p: { text: 'x'.repeat(payloadChars) }, kid: 'thing' }),
  evolve: (draft, { s }) => draft.set(s, true),
};

export type RivalDesks = Readonly<{ desks: readonly Desk[]; submits: readonly Submit[]; stop(): Promise<void> }>;

/** The product's writer, once for each driver, all on the same partition, as two instances of a service have them: ownership is advice, and prevents nothing. */
export const rivalDesks = async (
  drivers: readonly LogDriver[],
  { part, installation, log }: Readonly<{ part: PartitionId; installation: string; log?: DeskLog }>,
): Promise<RivalDesks> => {
  const keyring = memoryKeyRing();
  const desks = drivers.map((driver, index) =>
    openDesk({
      driver,
      keyring,
      snapshots: memorySnapshots(),
      clock: systemClock(),
      decider: countingDecider,
      part,
      installation,
      instance: `rival-${String(index)}`,
      catalogueVersion: 'test',
      handsOver: drivers.length === 1,
      ...(log === undefined ? {} : { log }),
    }),
  );
  await Promise.all(desks.map((desk) => desk.start()));

  const submitTo =
    (desk: Desk): Submit =>
    async (id) => {
      if (desk.status !== 'running') throw new Error(`the desk is ${desk.status}`);
      const by = { ori: 'TX1010000', device: 'T1', user: 'test' };
      const answer = await desk.submit({ id, type: 'Count', key: 'TX1010000', by, payload: {}, deadline: Date.now() + answerWithinMs });
      if (answer.kind === 'done') return { kind: 'done', seq: answer.position.seq };
      return { kind: 'again', afterMs: answer.kind === 'in-doubt' ? answer.retryAfterMs : 0 };
    };

  return {
    desks,
    submits: desks.map(submitTo),
    stop: async () => {
      await Promise.all(desks.map((desk) => desk.stop()));
    },
  };
};
