import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { CommandAnswer, CommandMessage } from '@statewire/contracts';
import { isFailure } from '@statewire/kernel';
import type { Platform } from '@statewire/service-kit';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AgenciesService } from './agencies.service.js';
import { desk } from './domain/agencies.fixture.js';
import { readStateFile } from './state-file.js';

/** So many commands wait at a desk; what lies beyond is in doubt at once. */
const LINE_MAX = 16_384;
const folder = mkdtempSync(join(tmpdir(), 'agencies-'));
const stateFile = join(folder, 'state.json');
const demo = readStateFile(undefined);
const [terminal] = demo.terminals;
const [operator] = demo.operators;

let control: ReturnType<typeof desk>;
/** The commands that the desk was given, and how many waited at most. */
let sent: CommandMessage[];
let [waiting, waited] = [0, 0];
/** A command that is not decided. */
let undecided: string | undefined;

beforeEach(() => {
  control = desk();
  [sent, waiting, waited, undecided] = [[], 0, 0, undefined];
});
afterAll(() => { rmSync(folder, { recursive: true }); });

const submit = async (command: CommandMessage): Promise<CommandAnswer> => {
  sent.push(command);
  if (waiting >= LINE_MAX || command.id === undecided) return { kind: 'in-doubt', retryAfterMs: 1 };
  waiting += 1;
  waited = Math.max(waited, waiting);
  await new Promise<void>((resolve) => { setImmediate(resolve); });
  waiting -= 1;
  control.send(command.type, command.payload);
  return { kind: 'done', out: 'accepted', position: 'control.1/0@1', faults: [], events: [] } as unknown as CommandAnswer;
};
const start = (): Promise<string> => {
  const ledger = { start: () => Promise.resolve(), state: () => control.state, submit, handlers: {} };
  const platform = { host: () => ledger, register: () => undefined, serve: () => Promise.resolve(), directoryAt: () => Promise.resolve(), ports: { settings: { stateFile } } };
  return new AgenciesService(platform as unknown as Platform).start().then(() => 'started', (cause: unknown) => (isFailure(cause) ? cause.code : String(cause)));
};
const given = (terminals: number, operators: readonly string[] = ['one']): void => {
  writeFileSync(stateFile, JSON.stringify({
    ...demo,
    terminals: Array.from({ length: terminals }, (_, n) => ({ ...terminal, id: `T${String(n)}` })),
    operators: operators.map((id) => ({ ...operator, id })),
  }));
};
const hashes = (): readonly (readonly [id: string, hash: unknown])[] =>
  sent.filter(({ type }) => type === 'RegisterOperator').map(({ id, payload }) => [id, payload['passwordHash']]);

describe('a state that is loaded', () => {
  it('may be larger than the line of commands at its desk', async () => {
    given(LINE_MAX + 1);
    expect(await start()).toBe('started');
    expect([control.state.get('loaded'), control.state.get(`terminal/T${String(LINE_MAX)}`)]).toEqual([true, expect.anything()]);
    expect(waited).toBeLessThan(1_000);
  });

  it('is loaded on where a start broke off, and no password is hashed that is kept already', async () => {
    given(1, ['one', 'two', 'col1']);
    undecided = 'state/loaded';
    expect(await start()).toBe('agencies/in-doubt');
    expect(hashes()).toEqual([['state/operator/one', expect.stringMatching(/^\$argon2id\$/)], ['state/operator/two', expect.stringMatching(/^\$argon2id\$/)], ['state/operator/col1', 'hash of col1']]);
    const before = hashes();
    [sent, undecided] = [[], undefined];
    expect([await start(), control.state.get('loaded')]).toEqual(['started', true]);
    expect(hashes()).toEqual(before);
  });

  it('is not loaded again', async () => {
    given(1);
    expect(await start()).toBe('started');
    sent = [];
    expect([await start(), sent]).toEqual(['started', []]);
  });
});
