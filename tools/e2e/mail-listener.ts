import type { Mail } from '@statewire/contracts';
import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { System } from './system.js';
import { Terminal } from './terminal.js';

/** A stream is cut by its own side after so long at most, and opened again. */
const streamMs: readonly [number, number] = [50, 1_200];
const retryMs = 100;

/** A terminal that follows its mailbox by server-sent events, loses the connection now and then, and resumes after the last message it has. */
export class MailListener {
  /** What the streams brought, in their order. */
  readonly heard: Mail[] = [];
  private readonly seat: Terminal;
  private stopped = false;
  private readonly listening: Promise<void>;

  constructor(system: Pick<System, 'url'>, readonly id: string) {
    this.seat = new Terminal(system, id);
    this.listening = this.listen();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.listening;
  }

  private async listen(): Promise<void> {
    while (!this.stopped) await this.readOnce().catch(() => sleep(retryMs));
  }

  private async readOnce(): Promise<void> {
    const cut = new AbortController();
    const timer = setTimeout(() => { cut.abort(); }, randomInt(...streamMs));
    try {
      const { body } = await this.seat.open('/v1/messages/stream', { 'last-event-id': String(this.heard.at(-1)?.seq ?? 0) }, cut.signal);
      const decoder = new TextDecoder();
      let held = '';
      for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
        held += decoder.decode(chunk, { stream: true });
        const blocks = held.split('\n\n');
        held = blocks.pop() ?? '';
        for (const block of blocks) this.take(block);
      }
    } finally {
      clearTimeout(timer);
    }
  }

  private take(block: string): void {
    const data = block.split('\n').find((line) => line.startsWith('data: '));
    if (data !== undefined) this.heard.push(JSON.parse(data.slice('data: '.length)) as Mail);
  }
}
