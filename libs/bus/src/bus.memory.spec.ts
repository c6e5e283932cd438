import { describe, expect, it } from '@jest/globals';
import { busContract } from './bus.contract.js';
import { memoryBus } from './bus.memory.js';

for (const handOver of ['copied', 'frozen'] as const) {
  busContract(`the in-memory bus that hands over what is ${handOver}`, () => {
    const bus = memoryBus({ handOver });
    return Promise.resolve({ desk: bus, asker: bus, close: () => bus.close() });
  });
}

describe('the in-memory bus', () => {
  it('tells the service what a handler threw', async () => {
    const told: unknown[] = [];
    const bus = memoryBus({ onDefect: (...what) => { told.push(what); } });
    const thrown = new TypeError('defect');
    await bus.serve('vehicles', { submit: () => Promise.reject(thrown) });
    await bus.ask('vehicles', 'submit', {}, 1_000).catch(() => undefined);

    expect(told).toEqual([['vehicles', 'submit', thrown]]);
  });

  it('does not take a very long time-out for none', async () => {
    const bus = memoryBus();
    await bus.serve('vehicles', {
      find: async () => {
        await new Promise((resolve) => { setTimeout(resolve, 30); });
        return 'found';
      },
    });

    expect(await bus.ask('vehicles', 'find', {}, Number.MAX_SAFE_INTEGER)).toBe('found');
  });
});
