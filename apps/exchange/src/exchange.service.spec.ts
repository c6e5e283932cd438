import { describe, expect, it } from '@jest/globals';
import type { AwaitPositions } from '@statewire/contracts';
import type { Platform } from '@statewire/service-kit';
import { memoryViews } from '@statewire/views';
import { ExchangeService } from './exchange.service.js';

const nothing = () => Promise.resolve();
const position = 'vehicles.1/0@1';

/** Serves, and asks as soon as it does, as what waits for a service to be back may; `reach` tells that all was forwarded. */
const asked = (reach: Promise<void>) => {
  const answers: Promise<unknown>[] = [];
  const following = { start: nothing, stop: nothing, waitFor: async () => { await reach; return 'reached'; } };
  const platform = {
    ports: { views: memoryViews() },
    host: () => ({ start: nothing, stop: nothing, handlers: {} }),
    register: () => undefined,
    react: () => following,
    serve: async (_service: unknown, handlers: Readonly<{ await: (what: AwaitPositions) => Promise<boolean> }>) => {
      answers.push(handlers.await({ positions: [position], timeoutMs: 1_000 }));
      // A place where the start may be held up.
      await new Promise(setImmediate);
    },
  } as unknown as Platform;
  return { service: new ExchangeService(platform), answers };
};

describe('what awaits an exchange that is starting', () => {
  it('waits until all was forwarded', async () => {
    let reached = (): void => undefined;
    const { service, answers } = asked(new Promise((resolve) => { reached = resolve; }));
    await service.start();
    reached();

    expect(await Promise.all(answers)).toEqual([true]);
    await service.stop();
  });
});
