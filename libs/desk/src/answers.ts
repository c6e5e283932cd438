import { randomBytes } from 'node:crypto';
import type { Commit } from '@statewire/ledger';
import type { Done } from './decider.port.js';

export const doneAnswer = ({ head, position, body }: Commit, repeated: boolean): Done => ({
  kind: 'done',
  out: body.out,
  faults: body.faults ?? [],
  events: body.ev,
  position,
  repeated,
  at: head.at,
});

/** Texts for `w`, one an attempt, and whose attempt a commit was. */
export type Attempts = Readonly<{ next: () => string; isOwn: (w: string) => boolean }>;

const incarnationOf = (w: string): string => w.slice(0, w.lastIndexOf('/'));

/** The instance that made an attempt: `sw-07` of `sw-07.9f3c51aa/88121`. */
export const instanceOf = (w: string): string => incarnationOf(w).replace(/\.[^.]*$/, '');

export const attemptsOf = (next: () => string): Attempts => {
  const own = incarnationOf(next());
  return { next, isOwn: (w) => incarnationOf(w) === own };
};

/** Texts that no other process and no earlier life of this one has used. */
export const attemptsOfInstance = (instance: string): (() => string) => {
  const incarnation = `${instance}.${randomBytes(4).toString('hex')}`;
  let counter = 0;
  return () => `${incarnation}/${String((counter += 1))}`;
};
