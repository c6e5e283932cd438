import { Inject, Injectable } from '@nestjs/common';
import { CONTROL_KEY, LEADS_CONTROL, type CommandAnswer, type LogOnAnswer, type LogOnRequest, type Session, type StateFile } from '@statewire/contracts';
import { Failure, type Actor, type JsonObject } from '@statewire/kernel';
import { PLATFORM, type HostedLedger, type Platform, type Service } from '@statewire/service-kit';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { agenciesDecider, isLocked, passwordHashOf } from './domain/agencies.decider.js';
import { hashPassword, passwordFits } from './passwords.js';
import { readStateFile, stateCommands } from './state-file.js';

const SYSTEM = { ori: LEADS_CONTROL, device: 'agencies', user: 'system' };
const SUBMIT_TIMEOUT_MS = 10_000;
/** Of a state that is loaded: the line of commands at a desk has an end, and what was loaded stays when a start breaks off. */
const LOADED_AT_ONCE_MAX = 256;

type LogOff = Readonly<{ operator: string; terminal: string; tokenHash: string; reason: 'logged-off' | 'idle' }>;

/** A state in parts, to be loaded one after another. */
const partsOf = (state: StateFile): readonly StateFile[] => {
  const nothing: StateFile = { ...state, agencies: [], terminals: [], operators: [] };
  return (['agencies', 'terminals', 'operators'] as const).flatMap((kind) =>
    Array.from({ length: Math.ceil(state[kind].length / LOADED_AT_ONCE_MAX) }, (_, n): StateFile =>
      ({ ...nothing, [kind]: state[kind].slice(n * LOADED_AT_ONCE_MAX, (n + 1) * LOADED_AT_ONCE_MAX) })),
  );
};

/** Agencies, terminals, operators, sessions and lock-outs: owner of the control ledger. */
@Injectable()
export class AgenciesService implements Service {
  readonly name = 'agencies';
  private readonly ledger: HostedLedger;

  constructor(@Inject(PLATFORM) private readonly platform: Platform) {
    this.ledger = platform.host('control', () => agenciesDecider);
    platform.register(this);
  }

  async start(): Promise<void> {
    await this.ledger.start();
    await this.loadState();
    await this.platform.serve(this, {
      ...this.ledger.handlers,
      'log-on': (request: LogOnRequest) => this.logOn(request),
      'log-off': (request: LogOff) => this.logOff(request),
      release: ({ subject, by }: { subject: string; by: Actor }) => this.release(subject, by),
    });
  }

  stop(): Promise<void> {
    return this.ledger.stop();
  }

  resting(): Promise<boolean> {
    return Promise.resolve(this.ledger.resting());
  }

  /** Loads the state file into a control ledger that has none yet; a start that broke off goes on where it stopped. */
  private async loadState(): Promise<void> {
    const held = this.ledger.state(CONTROL_KEY);
    if (held.get('loaded') === true) return;
    for (const part of partsOf(readStateFile(this.platform.ports.settings.stateFile))) {
      const passwordHashes = await Promise.all(part.operators.map(async ({ id }) => passwordHashOf(held, id) ?? hashPassword(part.password)));
      await Promise.all(stateCommands(part, passwordHashes).map(({ id, type, payload }) => this.command(type, payload, `state/${id}`)));
    }
    const { position } = await this.command('FinishStateLoad', {}, 'state/loaded');
    await this.platform.directoryAt([position]);
  }

  private async logOn({ operator, password, terminal }: LogOnRequest): Promise<LogOnAnswer> {
    const state = this.ledger.state(CONTROL_KEY);
    if (isLocked(state, operator, terminal)) return { kind: 'locked' };
    const verified = await passwordFits(password, passwordHashOf(state, operator));
    const token = randomBytes(32).toString('base64url');
    const tokenHash = createHash('sha256').update(token).digest('base64url');
    const { out, events, position } = await this.command('OpenSession', { operator, terminal, verified, tokenHash }, randomUUID());
    if (out === 'rejected') return { kind: 'locked' };
    const session = events.find(({ t }) => t === 'session.opened')?.d['session'] as Session | undefined;
    return session === undefined ? { kind: 'refused' } : { kind: 'open', token, session, position };
  }

  private async logOff(session: LogOff): Promise<{ position: string }> {
    const { position } = await this.command('CloseSession', session, randomUUID());
    return { position };
  }

  /** True when it was locked and no longer is. */
  private async release(subject: string, by: Actor): Promise<boolean> {
    return (await this.command('ReleaseAccount', { subject }, randomUUID(), by)).out === 'accepted';
  }

  private async command(type: string, payload: object, id: string, by: Actor = SYSTEM): Promise<Extract<CommandAnswer, { kind: 'done' }>> {
    const answer = await this.ledger.submit({ id, type, key: CONTROL_KEY, by, payload: payload as JsonObject }, SUBMIT_TIMEOUT_MS);
    if (answer.kind === 'done') return answer;
    throw new Failure('agencies/in-doubt', `it is not known yet what became of ${type}`, true);
  }
}
