/** The answer of a writer to one command, as far as a load cares: decided at `seq`, or not known to be decided yet. */
export type LoadAnswer = Readonly<{ kind: 'done'; seq: number } | { kind: 'again'; afterMs: number }>;
export type Submit = (id: string) => Promise<LoadAnswer>;

export type LoadReport = Readonly<{
  /** Command id → the sequence number acknowledged. */
  acknowledged: ReadonlyMap<string, number>;
  /** Acknowledgements that contradict an earlier one. */
  contradictions: readonly string[];
}>;

export type RivalLoad = Readonly<{
  /** The longest time without any acknowledgement since the last call, in milliseconds. */
  longestPauseMs(): number;
  acknowledgements(): number;
  /** Resolves after `count` more acknowledgements; rejects when a client failed. */
  more(count: number): Promise<void>;
  /** Gives out no more commands and waits until every one under way is decided. */
  end(): Promise<LoadReport>;
}>;

const thinkMs = 5;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Keeps writers busy with commands of which every other one is given to all of them: clients of two writers that retry the same
 * command at the same time. An unanswered command is asked again with the same id, as a terminal does.
 */
export const rivalLoad = (writers: readonly Submit[], clientsPerWriter: number): RivalLoad => {
  const acknowledged = new Map<string, number>();
  const contradictions: string[] = [];
  let count = 0;
  let last = performance.now();
  let longest = 0;
  let isEnding = false;
  let failure: unknown;

  const noteGap = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
  };

  const note = (id: string, seq: number) => {
    noteGap();
    count += 1;
    const earlier = acknowledged.get(id);
    if (earlier !== undefined && earlier !== seq) contradictions.push(`${id} was acknowledged at ${String(earlier)} and at ${String(seq)}`);
    acknowledged.set(id, seq);
  };

  const settle = async (submit: Submit, id: string): Promise<void> => {
    for (;;) {
      const answer = await submit(id);
      if (answer.kind === 'done') note(id, answer.seq);
      // Think time: a load that leaves the machine nothing measures the machine.
      await pause(answer.kind === 'done' ? thinkMs : answer.afterMs);
      if (answer.kind === 'done') return;
    }
  };

  const client = async (submit: Submit, writer: number, own: number): Promise<void> => {
    for (let number = 0; !isEnding; number += 1) {
      const owner = number % 2 === 0 ? 'shared' : `w${String(writer)}`;
      await settle(submit, `${owner}-${String(own)}-${String(number)}`);
    }
  };

  const clients = writers.flatMap((submit, writer) =>
    Array.from({ length: clientsPerWriter }, (_, own) =>
      client(submit, writer, own).catch((error: unknown) => {
        failure ??= error;
      }),
    ),
  );
  const throwFailure = () => {
    if (failure !== undefined) throw failure instanceof Error ? failure : new Error('a client failed', { cause: failure });
  };

  return {
    longestPauseMs: () => {
      noteGap();
      const found = longest;
      longest = 0;
      return found;
    },
    acknowledgements: () => count,
    more: async (wanted) => {
      const until = count + wanted;
      while (count < until) {
        throwFailure();
        await pause(5);
      }
    },
    end: async () => {
      isEnding = true;
      await Promise.all(clients);
      throwFailure();
      return { acknowledged, contradictions };
    },
  };
};
