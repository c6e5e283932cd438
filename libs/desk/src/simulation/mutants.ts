import { LogCut, type Fetched, type LogDriver } from '@statewire/ledger';
import { accountDecider } from './account.decider.js';
import type { Mutation } from './world.js';

/** Forgets every command as soon as it is decided. */
const noDedup: Mutation = { options: { dedupWindowMs: -1 } };

/** All writers give all their attempts the same name, so that equal decisions are equal bytes. */
const noNonce: Mutation = { options: { attempts: () => 'sw.0/1' } };

/** Says no from the state as it happens to know it, and writes nothing down. */
const rejectionsNotRecorded: Mutation = {
  submit: async (desk, command) => {
    const decision = accountDecider.decide(desk.state, command, '');
    if (decision.out === 'accepted') return desk.submit(command);
    return { kind: 'done', out: 'rejected', faults: decision.faults, events: [], position: desk.position(), repeated: false, at: '' };
  },
};

/** Takes a time-out for a failure. */
const timeOutIsFailure: Mutation = {
  submit: async (desk, command) => {
    const answer = await desk.submit(command);
    return answer.kind === 'in-doubt' ? 'failed' : answer;
  },
};

/** A client that notices no new leader, keeps what it has read, and takes a log that is too short for one that lags. */
const noDivergenceCheck = (): Mutation => ({
  driver: (driver: LogDriver): LogDriver => {
    const seen = new Map<bigint, Fetched>();
    return {
      ...driver,
      append: async (part, values) => {
        const result = await driver.append(part, values);
        if (result.kind !== 'stored') return result;
        values.forEach((value, index) => {
          const offset = result.base + BigInt(index);
          if (!seen.has(offset)) seen.set(offset, { records: [{ offset, value }], end: offset + 1n });
        });
        return { kind: 'stored', base: result.base };
      },
      fetch: async (part, from, limits, stop) => {
        const known = seen.get(from);
        if (limits.bytes === 1 && known !== undefined) return known;
        try {
          const { records, end } = await driver.fetch(part, from, limits, stop);
          for (const record of records) if (!seen.has(record.offset)) seen.set(record.offset, { records: [record], end: record.offset + 1n });
          return { records, end };
        } catch (error) {
          if (error instanceof LogCut) return { records: [], end: from };
          throw error;
        }
      },
    };
  },
});

export const mutants = { noDedup, noNonce, rejectionsNotRecorded, timeOutIsFailure, noDivergenceCheck } as const;
