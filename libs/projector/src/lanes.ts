import { PassingMap } from '@statewire/kernel';
import { stateAfter, type ChainState, type Commit } from '@statewire/ledger';
import { newBell } from './bell.js';

/**
 * Work on the commits of one partition, in order within a lane, side by side across lanes. What counts as done is the
 * unbroken run from the beginning, since that is all a checkpoint can say.
 */
export interface Lanes {
  /** Resolves when there is room for it, not when it is done; does nothing once stopped. */
  admit(commit: Commit, signal: AbortSignal): Promise<void>;
  /** Nothing more is to be done up to here. */
  passed(state: ChainState): void;
  /** When everything admitted has ended. */
  idle(): Promise<void>;
}

export type LanesOptions = Readonly<{
  admittedMax: number;
  laneOf(commit: Commit): string;
  /** false: given up because of a stop, and not done. */
  work(commit: Commit): Promise<boolean>;
  onDone(state: ChainState): void;
}>;

type Entry = { state: ChainState; done: boolean };

export const newLanes = ({ admittedMax, laneOf, work, onDone }: LanesOptions): Lanes => {
  const admitted: Entry[] = [];
  const tails = new PassingMap<string, Promise<void>>();
  const running = new PassingMap<Entry, Promise<void>>();
  const room = newBell();

  const settle = (): void => {
    const open = admitted.findIndex(({ done }) => !done);
    const finished = admitted.splice(0, open < 0 ? admitted.length : open);
    const last = finished.at(-1);
    if (last === undefined) return;
    onDone(last.state);
    room.ring();
  };

  const runInLane = async (lane: string, before: Promise<void> | undefined, entry: Entry, commit: Commit): Promise<void> => {
    await before;
    entry.done = await work(commit);
    if (tails.get(lane) === running.get(entry)) tails.delete(lane);
    running.delete(entry);
    settle();
  };

  return {
    async admit(commit, signal) {
      while (admitted.length >= admittedMax && !signal.aborted) await room.wait({ signal });
      if (signal.aborted) return;
      const entry = { state: stateAfter(commit), done: false };
      admitted.push(entry);
      const lane = laneOf(commit);
      const tail = runInLane(lane, tails.get(lane), entry, commit);
      running.set(entry, tail);
      tails.set(lane, tail);
    },
    passed(state) {
      const last = admitted.at(-1);
      if (last === undefined) onDone(state);
      else last.state = state;
    },
    async idle() {
      await Promise.all(running.values());
    },
  };
};
