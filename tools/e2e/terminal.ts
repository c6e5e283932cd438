import type { Mail, Reply } from '@statewire/contracts';
import { setTimeout as sleep } from 'node:timers/promises';
import type { System } from './system.js';
import { PASSWORD } from './test-state.js';

const mailTimeoutMs = 10_000;

export type HttpAnswer = Readonly<{ status: number; headers: Headers; text: string; json: unknown }>;
type CallOptions = Readonly<{ body?: string | Uint8Array; type?: string; headers?: Readonly<Record<string, string>>; timeoutMs?: number }>;

/** One HTTP call; never throws for a status. */
export const call = async (url: string, method: string, path: string, { body, type, headers = {}, timeoutMs = 60_000 }: CallOptions = {}): Promise<HttpAnswer> => {
  const response = await fetch(url + path, {
    method,
    headers: { ...(type === undefined ? {} : { 'content-type': type }), ...headers },
    ...(body === undefined ? {} : { body }),
    signal: AbortSignal.timeout(timeoutMs),
  });
  const text = await response.text();
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    json = undefined;
  }
  return { status: response.status, headers: response.headers, text, json };
};

/** An operator at a terminal, as a test sits there: logs on when needed, keeps what came to the mailbox. */
export class Terminal {
  private token: string | undefined;
  private loggingOn: Promise<this> | undefined;
  private readonly mail: Mail[] = [];
  private after = 0;

  constructor(
    private readonly system: Pick<System, 'url'>,
    readonly id: string,
  ) {}

  /** A new session; calls that need one at the same time share it. */
  logOn(): Promise<this> {
    this.loggingOn ??= this.openSession().finally(() => { this.loggingOn = undefined; });
    return this.loggingOn;
  }

  private async openSession(): Promise<this> {
    const answer = await call(this.system.url, 'POST', '/v1/sessions', {
      body: JSON.stringify({ operator: this.id.toLowerCase(), password: PASSWORD, terminal: this.id }), type: 'application/json',
    });
    if (answer.status !== 201) throw new Error(`log-on of ${this.id}: ${String(answer.status)} ${answer.text}`);
    this.token = (answer.json as { token: string }).token;
    return this;
  }

  /** A call with this seat's session, logged on again when the clock has outrun it. */
  async call(method: string, path: string, options: CallOptions = {}): Promise<HttpAnswer> {
    if (this.token === undefined) await this.logOn();
    const { token } = this;
    const once = () => call(this.system.url, method, path, { ...options, headers: { ...options.headers, authorization: `Bearer ${this.token ?? ''}` } });
    const answer = await once();
    if (answer.status !== 401) return answer;
    if (this.token === token) await this.logOn();
    return once();
  }

  /** An answer that stays open, for streams. */
  async open(path: string, headers: Readonly<Record<string, string>>, signal: AbortSignal): Promise<Response> {
    if (this.token === undefined) await this.logOn();
    const response = await fetch(this.system.url + path, { headers: { ...headers, authorization: `Bearer ${this.token ?? ''}` }, signal });
    if (response.status !== 200) throw new Error(`${path}: ${String(response.status)}`);
    return response;
  }

  /** Sends a message in the dot format; whatever is not a reply is an error. */
  async send(text: string, key?: string): Promise<Reply> {
    const answer = await this.call('POST', '/v1/transmissions', { body: text, type: 'text/plain', ...(key === undefined ? {} : { headers: { 'idempotency-key': key } }) });
    if (answer.status !== 200) throw new Error(`${text}: ${String(answer.status)} ${answer.text}`);
    return answer.json as Reply;
  }

  async sendJson(body: unknown): Promise<HttpAnswer> {
    return this.call('POST', '/v1/transmissions', { body: JSON.stringify(body), type: 'application/json' });
  }

  /** All that ever came to this mailbox. */
  async mailbox(): Promise<readonly Mail[]> {
    for (;;) {
      const { json } = await this.call('GET', `/v1/messages?after=${String(this.after)}`);
      const { messages } = json as { messages: readonly Mail[] };
      const last = messages.at(-1);
      if (last === undefined) return this.mail;
      this.mail.push(...messages);
      this.after = last.seq;
    }
  }

  /** The first message that fits, once it has come. */
  async receives(fits: (mail: Mail) => boolean): Promise<Mail> {
    for (const until = Date.now() + mailTimeoutMs; ; await sleep(50)) {
      const found = (await this.mailbox()).find(fits);
      if (found !== undefined) return found;
      if (Date.now() > until) throw new Error(`nothing of the kind came to ${this.id}: ${this.mail.map(({ text }) => text.slice(0, 80)).join(' | ')}`);
    }
  }

  /** The final word on a transmission of this terminal. */
  finalWord(reply: Reply): Promise<Mail> {
    return this.receives(({ re, kind }) => re === reply.mri && kind === 'response');
  }
}

/** The terminals of a system that a suite starts, each made once, when something is first done there. */
export const seatsOf = (system: () => System): ((id: string) => Terminal) => {
  const seats = new Map<string, Terminal>();
  return (id) => {
    const known = seats.get(id) ?? new Terminal(system(), id);
    seats.set(id, known);
    return known;
  };
};

/** Moves the simulated clock; resolves when everything that fell due has had its effect. */
export const advance = async (system: Pick<System, 'url'>, duration: string): Promise<void> => {
  const answer = await call(system.url, 'POST', '/v1/clock', { body: JSON.stringify({ advance: duration }), type: 'application/json', timeoutMs: 300_000 });
  if (answer.status !== 200) throw new Error(`clock: ${String(answer.status)} ${answer.text}`);
};

let count = 0;
/** Letters and digits that a VIN or plate may hold, another each time. */
export const unique = (): string => {
  count += 1;
  return `${(Date.now() % 1_000_000).toString(36)}${count.toString(36)}`.toUpperCase().replace(/[IOQ]/g, 'Z').padStart(6, '0').slice(-6);
};

export const stolenVehicle = (uid: string, ori = 'OHCOP0000', more = ''): string =>
  `EV.${ori}.OCA/26-${uid}.DOT/20261119.VIN/1FAHP2E8XA0${uid}.VYR/2021.VMA/FORD.VST/4D.VCO/RED${more}`;
