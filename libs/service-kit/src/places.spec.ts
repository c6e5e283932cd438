import { describe, expect, it } from '@jest/globals';
import type { ChainState, PartitionId } from '@statewire/ledger';
import { placeRead, placesShown, type PlacesAnswer } from './places.js';

const parts = [0, 1].map((index): PartitionId => ({ ledger: 'vehicles', gen: 1, index }));
const state: ChainState = { next: 9_007_199_254_740_993n, seq: 7, head: 'a'.repeat(43), headOffset: -1n };

describe('the places of a view', () => {
  it('are told once it has caught up, and cross the bus unharmed, also where nothing was read yet', async () => {
    const states: (ChainState | undefined)[] = [];
    const caughtUp = (): Promise<void> => { states.push(state); return Promise.resolve(); };
    const told = await placesShown({ parts }, { checkpoint: ({ index }) => Promise.resolve(states[index]) }, { caughtUp });
    const { places } = JSON.parse(JSON.stringify(told)) as PlacesAnswer;
    expect(places.map(placeRead)).toEqual([state, undefined]);
    expect(placeRead(undefined)).toBeUndefined();
  });
});
