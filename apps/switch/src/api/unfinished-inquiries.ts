import { findMessageKey, withArguments } from '@statewire/catalogue';
import { msBetween } from '@statewire/clock';
import { isOfAnswer, type JournalEntry } from '@statewire/contracts';
import { Failure } from '@statewire/kernel';
import type { Commit, OpenedEvent } from '@statewire/ledger';
import type { Following } from '@statewire/projector';
import type { Platform } from '@statewire/service-kit';
import { parseSent } from '@statewire/wire';
import { setMaxListeners } from 'node:events';
import type { Inquiring } from './context.js';
import { askLate } from './inquire.js';
import type { Journal } from './journal.js';
import { LATE_TIMEOUT_MS } from './late-answers.js';

const isUnfinished = ({ body }: Commit): boolean => body.ev.some(({ d }) => d['silent'] !== undefined);

/**
 * An inquiry that was answered without a source has promised a late answer. The process that has asked brings it; where that has ended, the next one asks again,
 * as long as an answer would still be waited for. An answer that was brought before is not brought twice: its journal entry has the same id.
 */
export class UnfinishedInquiries {
  /** By the inquiry's id, as long as it may be met in the journal. */
  private readonly bringing = new Map<string, Promise<void>>();
  private readonly stopping = new AbortController();
  private following: Following | undefined;

  constructor(
    private readonly platform: Platform,
    private readonly journal: Journal,
  ) {
    setMaxListeners(0, this.stopping.signal);
  }

  /** This process brings the answers of that inquiry. Rejects where it did not learn that the inquiry was answered: it may have been, all the same. */
  track(id: string, bringing: Promise<void>): void {
    this.bringing.set(id, bringing);
    const forget = (): void => { setTimeout(() => { if (this.bringing.get(id) === bringing) this.bringing.delete(id); }, LATE_TIMEOUT_MS).unref(); };
    bringing.then(forget, forget);
  }

  async start(): Promise<void> {
    const checkpoints = await this.platform.ports.views.open('finish-inquiries', 1);
    this.following = this.platform.react({
      name: 'finish-inquiries', ledgers: ['journal'], concurrency: 64, atOnceMax: 128, checkpoints, concerns: isUnfinished,
      laneOf: ({ position }) => String(position.seq), handle: (commit) => this.finish(commit),
    });
    await this.following.start();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.following?.stop();
  }

  /** Until its answers were brought or given up. Throws where this process stops before: the next one goes on. */
  private finish(commit: Commit): Promise<void> {
    const { signal } = this.stopping;
    const [id = ''] = (commit.head.cmd ?? '').split('/');
    return new Promise((resolve, reject) => {
      const stopped = (): void => { reject(new Failure('switch/stopping', 'the next process brings the late answers', true)); };
      if (signal.aborted) { stopped(); return; }
      signal.addEventListener('abort', stopped, { once: true });
      this.bring(id, commit).then(resolve, reject).finally(() => { signal.removeEventListener('abort', stopped); });
    });
  }

  private bring(id: string, commit: Commit): Promise<void> {
    const askAgain = (): Promise<void> => this.askAgain(id, commit);
    return this.bringing.get(id)?.catch(askAgain) ?? askAgain();
  }

  private async askAgain(id: string, { head, body }: Commit): Promise<void> {
    if (msBetween(head.at, this.platform.clock.now()) > LATE_TIMEOUT_MS) return;
    const entry = body.ev.find(isOfAnswer);
    const inquiry = entry && this.inquiryOf(id, entry);
    const { mri, silent = [] } = (entry?.d ?? {}) as unknown as JournalEntry;
    if (inquiry !== undefined) await askLate(inquiry, mri, silent);
  }

  /** As it was sent; undefined where that can no longer be told. */
  private inquiryOf(id: string, { d, p }: OpenedEvent): Inquiring | undefined {
    const { platform, journal } = this;
    const entry = d as unknown as JournalEntry;
    const { text = '', content = '' } = (typeof p === 'object' ? p : {}) as Readonly<{ text?: string; content?: string }>;
    const { message } = parseSent(text);
    const key = findMessageKey(entry.mke ?? '');
    const operator = platform.directory.operators.get(entry.operator);
    const terminal = platform.directory.terminals.get(entry.terminal);
    const agency = platform.directory.agencies.get(terminal?.ori ?? '');
    if (message === undefined || key === undefined || operator === undefined || terminal === undefined || agency === undefined) return undefined;
    return {
      platform, journal, key, notices: [], transmission: { id, seat: { operator, terminal, agency }, text, content },
      message: { ...message, ori: entry.ori, args: [], fields: withArguments(key, message) },
    };
  }
}
