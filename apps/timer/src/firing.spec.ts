import { beforeEach, describe, expect, it } from '@jest/globals';
import type { CommandMessage } from '@statewire/contracts';
import { Failure, isFailure } from '@statewire/kernel';
import type { Platform } from '@statewire/service-kit';
import { Firing } from './firing.js';
import type { PlannedTimer } from './projections/timers.projection.js';

const NOON = '2026-11-20T17:00:00.000Z';
const TIMEOUT_MS = 200;
const timer = (n: number, home = 'OHCOP0000'): PlannedTimer => ({ stream: `vehicle/SV${String(n)}`, kind: 'retire', due: NOON, version: 2, ledger: 'vehicles', home });

let asked: readonly string[];
let sent: CommandMessage[];
let silent: ReadonlySet<string>;
let faults: readonly { code: string }[];
let logged: unknown[];
let firing: Firing;

beforeEach(() => {
  [asked, sent, silent, faults, logged] = [[], [], new Set(), [], []];
  const ask = (service: string, pattern: string, { command }: { command: CommandMessage }) => {
    asked = [...asked, `${service} ${pattern} ${command.id}`];
    if (silent.has(command.key)) return Promise.resolve({ kind: 'in-doubt', retryAfterMs: 1 });
    if (command.key === 'broken') return Promise.reject(new Failure('desk/bad-command', 'cannot be written', false));
    sent.push(command);
    return Promise.resolve({ kind: 'done', out: faults.length > 0 ? 'rejected' : 'accepted', faults });
  };
  const partitionOf = (home: string) => home.length;
  firing = new Firing({ bus: { ask }, partitionOf, log: { error: (...entry: unknown[]) => { logged.push(entry); } } } as unknown as Platform);
});

const codes = (failures: readonly unknown[]): readonly string[] => failures.map((failure) => (isFailure(failure) ? failure.code : String(failure)));

describe('firing timers', () => {
  it('sends a command to the timer’s home, with an id that is the same each time', async () => {
    await firing.fire(timer(1), TIMEOUT_MS);
    await firing.fire(timer(1), TIMEOUT_MS);
    expect(sent[0]).toEqual(sent[1]);
    expect(sent[0]).toMatchObject({ id: 'vehicle/SV1.retire.2', type: 'FireTimer', key: 'OHCOP0000', payload: { stream: 'vehicle/SV1', kind: 'retire', due: NOON } });
    expect(asked[0]).toBe('vehicles submit vehicle/SV1.retire.2');
  });

  it('begins a page in its order', async () => {
    expect(await firing.fireAll([3, 1, 2].map((n) => timer(n)), TIMEOUT_MS)).toEqual([]);
    expect(sent.map(({ id }) => id)).toEqual(['vehicle/SV3.retire.2', 'vehicle/SV1.retire.2', 'vehicle/SV2.retire.2']);
  });

  it('fires what other homes have though one does not answer, and asks nothing more of that one for a while', async () => {
    silent = new Set(['AWAY']);
    expect(codes(await firing.fireAll([timer(1, 'AWAY'), timer(2), timer(3, 'broken')], TIMEOUT_MS))).toEqual(['service-kit/in-doubt', 'desk/bad-command']);
    expect(sent.map(({ id }) => id)).toEqual(['vehicle/SV2.retire.2']);
    const before = asked.length;
    expect(codes(await firing.fireAll([timer(4, 'AWAY'), timer(5)], TIMEOUT_MS))).toEqual(['timer/away']);
    expect(asked.slice(before)).toEqual(['vehicles submit vehicle/SV5.retire.2']);
  });

  it('reports a timer whose owner has a defect, and none that is merely obsolete', async () => {
    faults = [{ code: 'OBSOLETE' }];
    await firing.fire(timer(1), TIMEOUT_MS);
    expect(logged).toEqual([]);
    faults = [{ code: 'DEFECT' }];
    await firing.fire(timer(1), TIMEOUT_MS);
    expect(logged).toEqual([['a timer met a defect', { timer: 'vehicle/SV1.retire.2' }]]);
  });
});
