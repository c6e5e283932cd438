import { causeOf, Failure, isFailure, within } from '@statewire/kernel';
import type { Alarms } from '@statewire/projector';

/** Less than who asks whether a service rests waits for the answer. */
const answerTimeoutMs = 500;

export type ViewsProbe = Readonly<{
  /** One read is enough to ask by: the views of a process lie in one store. */
  by(read: () => Promise<unknown>): void;
  /** What to say where the views do not answer or are lost; undefined where they do, or there are none. */
  outage(): Promise<string | undefined>;
}>;

/** Whether the store of views answers. A store that holds its answer back is not asked again meanwhile. */
export const viewsProbe = (alarms: Alarms): ViewsProbe => {
  let read: (() => Promise<unknown>) | undefined;
  let asked: Promise<unknown> | undefined;
  let outages = 0;

  const ask = async (look: () => Promise<unknown>): Promise<void> => {
    asked ??= look().finally(() => { asked = undefined; });
    await within(answerTimeoutMs, asked, () => new Failure('views/unavailable', `no answer within ${String(answerTimeoutMs)} ms`, true));
  };

  return {
    by(look) { read ??= look; },
    async outage() {
      if (read === undefined) return undefined;
      try {
        await ask(read);
        outages = 0;
        return undefined;
      } catch (cause) {
        outages += 1;
        const lost = isFailure(cause, 'views/lost');
        alarms.raise(lost ? 'views/lost' : 'views/unavailable', { attempt: outages, cause: causeOf(cause) });
        const what = lost ? 'the views are lost (views/lost) until the services are started anew' : 'the views cannot be reached (views/unavailable)';
        return `${what}: inquiries of the hot files and mailboxes are not answered`;
      }
    },
  };
};
