import { describe, expect, it } from '@jest/globals';
import { ownershipContract } from './ownership.contract.js';
import { memoryOwnership, type OwnershipRoom } from './ownership.memory.js';

ownershipContract('the in-memory ownership', () => {
  const room: OwnershipRoom = new Map();
  return Promise.resolve({ join: () => Promise.resolve(memoryOwnership(room)), patienceMs: 1_000, close: () => Promise.resolve() });
});

describe('the in-memory ownership', () => {
  it('does not take two instances of the same name', async () => {
    const room: OwnershipRoom = new Map();
    await memoryOwnership(room).start('vehicles', 'a', 4, () => undefined);

    await expect(memoryOwnership(room).start('vehicles', 'a', 4, () => undefined)).rejects.toMatchObject({ code: 'ownership/taken' });
  });
});
