import { describe, expect, it } from '@jest/globals';
import type { Platform } from '@statewire/service-kit';
import type { FastifyReply } from 'fastify';
import { Metrics } from './metrics.js';
import { StatusController } from './status.controller.js';

const readiness = async ({ silent = '', hasRoom = true, kafkaBrokers = [] as readonly string[], standing = {} }) => {
  const platform = {
    bus: { ask: (service: string) => (service === silent ? Promise.reject(new Error('silent')) : Promise.resolve({ resting: true, ...standing })) },
    ports: { hasRoom: () => hasRoom, settings: { ledgerReplication: 1, kafkaBrokers } },
  };
  const told: { status?: number; body?: object } = {};
  const reply = { status: (status: number) => Object.assign(reply, { told: Object.assign(told, { status }) }), send: (body: object) => Object.assign(told, { body }) };
  await new StatusController(platform as unknown as Platform, new Metrics()).ready(reply as unknown as FastifyReply);
  return told;
};

describe('the system', () => {
  it('is ready when every service answers', async () => {
    expect(await readiness({})).toEqual({ status: 200, body: { status: 'ready', missing: [], notes: [] } });
  });

  it('names the services that do not answer', async () => {
    expect(await readiness({ silent: 'cop' })).toEqual({ status: 503, body: { status: 'starting', missing: ['cop'], notes: [] } });
  });

  it('is not ready while its disk is full, and says why', async () => {
    expect(await readiness({ hasRoom: false })).toMatchObject({ status: 503, body: { status: 'full', missing: [], notes: [expect.stringContaining('the disk is nearly full')] } });
  });

  it('names once what stands still, though every service answers', async () => {
    const notes = ['hot-files in vehicles.g1/0 stands still; the alarm in the log says why'];
    expect(await readiness({ standing: { standing: ['hot-files in vehicles.g1/0 stands still'] } })).toEqual({ status: 200, body: { status: 'ready', missing: [], notes } });
  });

  it('says that a cluster keeps one copy only', async () => {
    expect(await readiness({ kafkaBrokers: ['k:9092'] })).toMatchObject({ status: 200, body: { notes: ['ledgers have 1 replica: for development only'] } });
  });
});
