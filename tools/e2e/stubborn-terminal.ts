import type { Mail, Reply } from '@statewire/contracts';
import { setTimeout as sleep } from 'node:timers/promises';
import { call, type HttpAnswer } from './terminal.js';
import { PASSWORD } from './test-state.js';

/** Who has no answer after so long will not get one. */
const giveUpMs = 240_000;
/** An answer that is still owed after this time is given up and asked for again. */
const callTimeoutMs = 30_000;
const retryPauseMs = 150;
const lookPauseMs = 150;

/** One message that was sent until it was answered, and the answer. */
export type Exchange = Readonly<{ terminal: StubbornTerminal; key: string; text: string; reply: Reply }>;
/** Says what a call came to: a status, or `cut` where the connection broke. */
export type Tally = (what: string) => void;

type Options = NonNullable<Parameters<typeof call>[3]>;

const attempt = async (url: string, method: string, path: string, options: Options): Promise<HttpAnswer | undefined> => {
  try {
    return await call(url, method, path, { ...options, timeoutMs: callTimeoutMs });
  } catch {
    return undefined;
  }
};

/** A terminal that does as interface.md tells it: what was cut off or in doubt is sent again with its key, until it is answered. */
export class StubbornTerminal {
  private token: string | undefined;
  private loggingOn: Promise<void> | undefined;
  private readonly mail: Mail[] = [];
  private looking: Promise<void> | undefined;

  constructor(
    private readonly url: string,
    readonly id: string,
    private readonly tally: Tally,
  ) {}

  /** Asks until there is an answer that is one: neither a broken connection nor "not at this moment". */
  private async insist(method: string, path: string, options: () => Options): Promise<HttpAnswer> {
    let last = 'no connection';
    for (const until = Date.now() + giveUpMs; Date.now() < until; ) {
      const answer = await attempt(this.url, method, path, options());
      this.tally(answer === undefined ? 'cut' : String(answer.status));
      if (answer !== undefined && answer.status < 500) return answer;
      last = answer === undefined ? last : `${String(answer.status)} ${answer.text}`;
      await sleep(retryPauseMs);
    }
    throw new Error(`${this.id}: ${method} ${path} was not answered: ${last}`);
  }

  private logOn(): Promise<void> {
    this.loggingOn ??= this.openSession().finally(() => { this.loggingOn = undefined; });
    return this.loggingOn;
  }

  private async openSession(): Promise<void> {
    const body = JSON.stringify({ operator: this.id.toLowerCase(), password: PASSWORD, terminal: this.id });
    const answer = await this.insist('POST', '/v1/sessions', () => ({ body, type: 'application/json' }));
    if (answer.status !== 201) throw new Error(`log-on of ${this.id}: ${String(answer.status)} ${answer.text}`);
    this.token = (answer.json as { token: string }).token;
  }

  /** A call with this seat's session. A session once given stays, whatever is killed: 401 is an answer like any other. */
  async call(method: string, path: string, options: Options = {}): Promise<HttpAnswer> {
    if (this.token === undefined) await this.logOn();
    return this.insist(method, path, () => ({ ...options, headers: { ...options.headers, authorization: `Bearer ${this.token ?? ''}` } }));
  }

  async send(text: string, key: string): Promise<Exchange> {
    const answer = await this.call('POST', '/v1/transmissions', { body: text, type: 'text/plain', headers: { 'idempotency-key': key } });
    if (answer.status !== 200) throw new Error(`${this.id} ${text}: ${String(answer.status)} ${answer.text}`);
    return { terminal: this, key, text, reply: answer.json as Reply };
  }

  /** The mailbox from its beginning, as it is now. */
  async mailbox(after = 0): Promise<readonly Mail[]> {
    const all: Mail[] = [];
    for (let last = after; ; last = all.at(-1)?.seq ?? last) {
      const { status, text, json } = await this.call('GET', `/v1/messages?after=${String(last)}`);
      if (status !== 200) throw new Error(`mailbox of ${this.id}: ${String(status)} ${text}`);
      const { messages } = json as { messages: readonly Mail[] };
      if (messages.length === 0) return all;
      all.push(...messages);
    }
  }

  /** The final word on a transmission of this terminal, once it has come. */
  async finalWord({ mri }: Reply): Promise<Mail> {
    for (const until = Date.now() + giveUpMs; Date.now() < until; ) {
      const found = this.mail.find(({ re, kind }) => re === mri && kind === 'response');
      if (found !== undefined) return found;
      this.looking ??= this.look().finally(() => { this.looking = undefined; });
      await this.looking;
      await sleep(lookPauseMs);
    }
    throw new Error(`${this.id} was never told what became of ${String(mri)}`);
  }

  private async look(): Promise<void> {
    this.mail.push(...(await this.mailbox(this.mail.at(-1)?.seq)));
  }
}
