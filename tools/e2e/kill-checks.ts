import { expect, it } from '@jest/globals';
import type { Mail } from '@statewire/contracts';
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { exportedCommandIds, verified } from './exported-ledger.js';
import type { Car, Load } from './kill-load.js';
import type { Exchange } from './stubborn-terminal.js';
import type { System } from './system.js';

const checkTimeoutMs = 180_000;
const atOnce = 8;
const settleMsMax = 60_000;
const settlePauseMs = 300;
const strayMailMs = 1_500;

export type Killed = Readonly<{ system: System; load: Load; mailboxes: ReadonlyMap<string, readonly Mail[]> }>;

/** Does the work for every item, a few at once, and gives what it found. */
const overAll = async <T>(items: readonly T[], work: (item: T) => Promise<readonly string[]>): Promise<readonly string[]> => {
  const found: string[] = [];
  const left = items.values();
  await Promise.all(Array.from({ length: atOnce }, async () => {
    for (const item of left) found.push(...(await work(item)));
  }));
  return found;
};

/** The id under which the switch has a transmission decided (ledger.md §2.2). */
const commandId = ({ terminal, key }: Exchange): string => createHash('sha256').update(`${terminal.id}\n${key}`).digest('base64url');

const isUpdate = ({ reply }: Exchange): boolean => reply.outcome !== 'answered';

const repeated = ({ terminal, text, key, reply }: Exchange) => terminal.send(text, key).then((again) => ({ again: JSON.stringify(again.reply), first: JSON.stringify(reply) }));

const recordFaults = async (car: Car): Promise<readonly string[]> => {
  const { status, text, json } = await car.owner.call('GET', `/v1/records/${car.idx}`);
  const record = json as { status?: string; fields?: Record<string, readonly string[]> };
  if (status !== 200) return [`${car.idx}: ${String(status)} ${text}`];
  const is = [record.status, record.fields?.['VCO']?.[0]].join(' ');
  const owed = [car.status, car.colour].join(' ');
  return is === owed ? [] : [`${car.idx} is ${is}, not ${owed}`];
};

const historyFaults = async (car: Car): Promise<readonly string[]> => {
  const { json, text } = await car.owner.call('GET', `/v1/records/${car.idx}/history`);
  const { events } = json as { events?: readonly { type: string; version: number }[] };
  if (events === undefined) return [`${car.idx}: ${text}`];
  const types = events.map(({ type }) => type);
  const located = types.filter((type) => type === 'vehicle.located').length;
  const twice = types.filter((type, n) => type !== 'vehicle.located' && types.indexOf(type) !== n);
  const gaps = events.filter(({ version }, n) => version !== n + 1).map(({ version }) => version);
  return [
    ...(located === car.locates ? [] : [`${car.idx}: located ${String(located)} times`]),
    ...twice.map((type) => `${car.idx}: ${type} twice`),
    ...gaps.map((version) => `${car.idx}: a gap before version ${String(version)}`),
  ];
};

const inquiryFaults = async ({ owner, vin, oca, status, colour }: Car): Promise<readonly string[]> => {
  const { reply } = await owner.send(`QV.VIN/${vin}`, `last-${vin}`);
  const shown = reply.responses.filter(({ source }) => source === 'LEADS').map(({ text }) => text);
  const onFile = status === 'active' || status === 'located';
  const fits = onFile ? shown.length === 1 && shown[0]?.includes(`OCA/${oca}`) === true && shown[0].includes(`VCO/${colour}`) : reply.code === 'NO_RECORD';
  return fits ? [] : [`${vin}, ${status} ${colour}: ${reply.text} ${shown.join()}`];
};

/** One final word for each pending transmission, and none for any other; a late answer to an inquiry only where it was announced. */
const wordFaults = ({ load, mailboxes }: Killed): readonly string[] => {
  const words = [...mailboxes.values()].flat().filter(({ kind }) => kind === 'response');
  const counts = new Map<number, number>();
  for (const { re = 0 } of words) counts.set(re, (counts.get(re) ?? 0) + 1);
  const faults = load.exchanges.flatMap(({ text, reply }) => {
    const count = counts.get(reply.mri) ?? 0;
    counts.delete(reply.mri);
    const announced = reply.outcome === 'answered' && reply.text.includes('DID NOT ANSWER');
    const fits = announced ? count <= 2 : count === (reply.outcome === 'pending' ? 1 : 0);
    return fits ? [] : [`${text}: ${String(count)} final words on ${reply.outcome} ${String(reply.mri)}`];
  });
  return [...faults, ...[...counts.keys()].map((re) => `a word on ${String(re)}, which nobody sent`)];
};

const numberFaults = ({ load, mailboxes }: Killed): readonly string[] => {
  const given = new Map<number, string>();
  const all = [
    ...load.exchanges.map(({ terminal, key, reply }) => [reply.mri, `${terminal.id} ${key}`] as const),
    ...[...mailboxes.values()].flat().map(({ mri, kind, text }) => [mri, `${kind} ${text}`] as const),
  ];
  return all.flatMap(([mri, what]) => {
    const before = given.get(mri) ?? what;
    given.set(mri, before);
    return before === what ? [] : [`${String(mri)} is ${before} and ${what}`];
  });
};

const noticeFaults = ({ load, mailboxes }: Killed): readonly string[] =>
  load.cars.filter(({ owner }) => owner.id.startsWith('LD')).flatMap(({ idx, locates }) =>
    load.terminals.filter(({ id }) => id.startsWith('LD')).flatMap(({ id }) => {
      const count = (mailboxes.get(id) ?? []).filter(({ kind, text }) => kind === 'notice' && text.includes('LOCATE NOTICE') && text.includes(idx)).length;
      return count === locates ? [] : [`${id} has ${String(count)} locate notices of ${idx}`];
    }));

/** What must be true of a system after whatever was killed under load, once it is whole again and the load is finished. */
export const killChecks = (killed: () => Killed): void => {
  it('answered everything as the messages deserved, with nothing worse than "not at this moment"', () => {
    const { surprises, statuses, exchanges, cars } = killed().load;
    process.stderr.write(`${String(exchanges.length)} transmissions; answers by status: ${JSON.stringify(Object.fromEntries(statuses))}\n`);
    expect(cars.length).toBeGreaterThan(0);
    expect(surprises).toEqual([]);
    expect([...statuses.keys()].filter((status) => !['200', '201', '503', 'cut'].includes(status))).toEqual([]);
  });

  it('gives every reply again, word for word, when its key is sent again', async () => {
    const differ = await overAll(killed().load.exchanges, async (exchange) => {
      const { again, first } = await repeated(exchange);
      return again === first ? [] : [`${exchange.text}: ${first} became ${again}`];
    });
    expect(differ).toEqual([]);
  }, checkTimeoutMs);

  it('has every acknowledged update on file, each once', async () => {
    expect(await overAll(killed().load.cars, recordFaults)).toEqual([]);
    expect(await overAll(killed().load.cars, historyFaults)).toEqual([]);
  }, checkTimeoutMs);

  it('shows every record as it was left', async () => {
    expect(await overAll(killed().load.cars, inquiryFaults)).toEqual([]);
  }, checkTimeoutMs);

  it('has given one final word on each pending transmission', () => {
    expect(wordFaults(killed())).toEqual([]);
  });

  it('has told every terminal of the owner of a locate, once', () => {
    expect(noticeFaults(killed())).toEqual([]);
  });

  it('gave no number twice', () => {
    expect(numberFaults(killed())).toEqual([]);
  });

  it('numbered every mailbox without a gap', () => {
    for (const [id, mails] of killed().mailboxes) {
      const numbers = mails.map(({ seq }) => seq);
      expect([id, numbers]).toEqual([id, numbers.map((_, n) => n + 1)]);
    }
  });

  it('has decided every command once, in a ledger that verifies', async () => {
    const { system, load } = killed();
    await system.stop();
    expect(await verified(system)).toMatch(/The ledger verifies: \d+ commits/);
    const ids = await exportedCommandIds(system);
    const often = Object.entries(ids).flatMap(([ledger, counts]) => [...counts].filter(([, count]) => count !== 1).map(([id]) => `${ledger}: ${id}`));
    expect(often).toEqual([]);
    const missing = load.exchanges.filter((exchange) => {
      const id = commandId(exchange);
      return ids['journal']?.has(id) !== true || (isUpdate(exchange) && !(ids['vehicles']?.has(id) === true && ids['journal'].has(`${id}/a`)));
    });
    expect(missing.map(({ text }) => text)).toEqual([]);
  }, checkTimeoutMs);
};

const mailboxesOf = async ({ terminals }: Load): Promise<Killed['mailboxes']> =>
  new Map(await Promise.all(terminals.map(async (terminal) => [terminal.id, await terminal.mailbox()] as const)));

/** Finishes the load and waits for the mail that is owed; then a little longer, for mail that is not. */
export const settled = async (system: System, load: Load): Promise<Killed> => {
  await load.finish();
  for (const until = Date.now() + settleMsMax; Date.now() < until; ) {
    await sleep(settlePauseMs);
    const killed = { system, load, mailboxes: await mailboxesOf(load) };
    if (wordFaults(killed).length + noticeFaults(killed).length === 0) break;
  }
  await sleep(strayMailMs);
  return { system, load, mailboxes: await mailboxesOf(load) };
};
