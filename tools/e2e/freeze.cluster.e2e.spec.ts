import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import mongoose from 'mongoose';
import { startSystem, untilReady, type System } from './system.js';
import { stolenVehicle, Terminal, unique } from './terminal.js';

/** The longest deadline of a source, and time for the journal. */
const answerMsMax = 9_000;

let system: System;
let terminal: Terminal;

beforeAll(async () => {
  system = await startSystem();
  terminal = new Terminal(system, 'COL1');
}, 120_000);
afterAll(() => system.remove(), 60_000);

/** A record on file, and what a QV says of it while a service is frozen. */
const askedWhileFrozen = async (service: string, mine: boolean) => {
  const uid = unique();
  if (mine) await terminal.finalWord(await terminal.send(stolenVehicle(uid)));
  system.parts[service]?.freeze();
  try {
    const before = performance.now();
    const reply = await terminal.send(`QV.VIN/1FAHP2E8XA0${uid}`, `freeze-${uid}`);
    return { uid, reply, tookMs: performance.now() - before };
  } finally {
    system.parts[service]?.thaw();
  }
};

const late = (mri: number, from: string) => terminal.receives((mail) => mail.kind === 'response' && mail.re === mri && mail.from === from);

describe('an inquiry while the hot files are frozen', () => {
  it('is answered in time with what the others say, and names LEADS; what LEADS says comes to the mailbox', async () => {
    const { uid, reply, tookMs } = await askedWhileFrozen('inquiry', true);
    expect(reply.text).toContain('LEADS DID NOT ANSWER');
    expect([reply.code, reply.responses.map(({ source }) => source)]).toEqual(['HIT', ['NCIC']]);
    expect(tookMs).toBeLessThan(answerMsMax);
    expect((await late(reply.mri, 'LEADS')).text).toContain(`OCA/26-${uid}`);
    expect(await terminal.send(`QV.VIN/1FAHP2E8XA0${uid}`, `freeze-${uid}`)).toEqual(reply);
  }, 60_000);

  it('is partial when nobody else has a hit', async () => {
    await untilReady(system);
    const { reply } = await askedWhileFrozen('inquiry', false);
    expect([reply.code, reply.responses]).toEqual(['PARTIAL', []]);
    expect(reply.text).toContain('LEADS DID NOT ANSWER');
    expect((await late(reply.mri, 'LEADS')).text).toContain('LEADS NO RECORD');
  }, 60_000);
});

describe('an inquiry while the line to NCIC is frozen', () => {
  it('is answered in time with what LEADS says, and names NCIC; what NCIC says comes to the mailbox', async () => {
    await untilReady(system);
    const { uid, reply, tookMs } = await askedWhileFrozen('exchange', true);
    expect(reply.text).toContain('NCIC DID NOT ANSWER');
    expect([reply.code, reply.responses.map(({ source }) => source)]).toEqual(['HIT', ['LEADS']]);
    expect(tookMs).toBeLessThan(answerMsMax);
    const word = await late(reply.mri, 'NCIC');
    expect(word.text).toContain(`OCA/26-${uid}`);
    expect(word.background).toBe('yellow');
  }, 60_000);

  it('is partial when LEADS has no hit', async () => {
    await untilReady(system);
    const { reply } = await askedWhileFrozen('exchange', false);
    expect([reply.code, reply.responses]).toEqual(['PARTIAL', []]);
    expect((await late(reply.mri, 'NCIC')).text).toContain('NCIC NO RECORD');
  }, 60_000);

  it('comes to the mailbox too where the switch was killed meanwhile', async () => {
    await untilReady(system);
    const uid = unique();
    system.parts['exchange']?.freeze();
    try {
      const reply = await terminal.send(`QV.VIN/1FAHP2E8XA0${uid}`, `freeze-${uid}`);
      expect(reply.text).toContain('NCIC DID NOT ANSWER');
      await system.parts['switch']?.kill();
      system.parts['exchange']?.thaw();
      await system.parts['switch']?.start();
      await untilReady(system);
      expect((await late(reply.mri, 'NCIC')).text).toContain('NCIC NO RECORD');
    } finally {
      system.parts['exchange']?.thaw();
    }
  }, 90_000);
});

/** All that the system has in MongoDB, from beneath its running services. */
const emptyMongo = async (): Promise<void> => {
  const connection = await mongoose.createConnection(system.env['MONGO_URL'] ?? '').asPromise();
  for (const collection of (await connection.db?.collections()) ?? []) {
    if (collection.collectionName.startsWith(`${system.env['NAMESPACE'] ?? ''}-`)) await collection.drop();
  }
  await connection.close();
};

describe('an inquiry once MongoDB was emptied', () => {
  it('is answered without LEADS, which is named, until the services were started anew', async () => {
    await untilReady(system);
    const uid = unique();
    await terminal.finalWord(await terminal.send(stolenVehicle(uid)));
    await emptyMongo();
    // What is written meanwhile must not make an empty view look like a whole one.
    const writing = terminal.send(stolenVehicle(unique())).catch(() => undefined);
    expect((await terminal.send(`QV.VIN/1FAHP2E8XA0${uid}`)).text).toContain('LEADS DID NOT ANSWER');
    await writing;
    expect(await (await fetch(`${system.url}/readyz`)).text()).toContain('views/lost');
    const alarms = (await system.log('inquiry')).split('\n').filter((line) => line.includes('"code":"views/lost"'));
    expect([alarms.length > 0, alarms.length < 50]).toEqual([true, true]);

    // Of all that would be started anew, those whose views are asked here.
    for (const service of ['inquiry', 'messaging']) {
      await system.parts[service]?.kill();
      await system.parts[service]?.start();
    }
    await untilReady(system);
    expect((await terminal.send(`QV.VIN/1FAHP2E8XA0${uid}`)).responses.map(({ source }) => source)).toContain('LEADS');
  }, 180_000);
});
