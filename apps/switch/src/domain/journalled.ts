import type { OutsideAnswer, Response, SearchAnswer } from '@statewire/contracts';
import type { Shown } from './journal.decider.js';

export type SourceResponse = (SearchAnswer | OutsideAnswer)['responses'][number];

/** How the journal tells a response: one of ours with the version of the record that it shows, one from outside as it came. */
export const journalled = (response: SourceResponse): Readonly<{ outside: readonly Response[]; shown: readonly Shown[] }> => {
  if (!('shown' in response)) return { outside: [response], shown: [] };
  const { shown, ...rest } = response;
  return { outside: [], shown: [{ response: rest, ...shown }] };
};
