import { setTimeout as sleep } from 'node:timers/promises';
import type { Terminal } from './terminal.js';

const waitMs = 10_000;

/** What came in the `data` of a server-sent event. */
type StreamEvent = Readonly<{ id: string; type: string; subject: string; partitionkey?: string; data?: unknown }>;

export type OpenStream = Readonly<{
  /** Everything that came since the last call, up to the first event that fits, that one included. */
  until(fits: (event: StreamEvent) => boolean): Promise<readonly StreamEvent[]>;
  close(): void;
}>;

/** Subscribes as the seat and reads events as they come. */
export const eventsOf = async (terminal: Terminal, path: string, headers: Readonly<Record<string, string>> = {}): Promise<OpenStream> => {
  const abort = new AbortController();
  const response = await terminal.open(path, headers, abort.signal);
  const events: StreamEvent[] = [];
  let ended = false;

  const read = async (): Promise<void> => {
    const decoder = new TextDecoder();
    let held = '';
    if (response.body === null) return;
    for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
      held += decoder.decode(chunk, { stream: true });
      const blocks = held.split('\n\n');
      held = blocks.pop() ?? '';
      for (const block of blocks) {
        const data = block.split('\n').find((line) => line.startsWith('data: '));
        if (data !== undefined) events.push(JSON.parse(data.slice('data: '.length)) as StreamEvent);
      }
    }
  };
  read().then(
    () => { ended = true; },
    () => { ended = true; },
  );

  return {
    async until(fits) {
      for (const end = Date.now() + waitMs; ; await sleep(20)) {
        const at = events.findIndex(fits);
        if (at >= 0) return events.splice(0, at + 1);
        if (ended || Date.now() > end) throw new Error(`the stream ${ended ? 'ended' : 'brought nothing that fits'}; held: ${JSON.stringify(events).slice(0, 500)}`);
      }
    },
    close: () => { abort.abort(); },
  };
};
