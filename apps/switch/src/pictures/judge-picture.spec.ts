import { describe, expect, it, jest } from '@jest/globals';
import { EventEmitter } from 'node:events';

/** Threads that say what they are told to say, in the order in which they were started. */
const threads: EventEmitter[] = [];
class Thread extends EventEmitter {
  constructor() {
    super();
    threads.push(this);
  }
  postMessage(): void {}
  terminate(): Promise<void> { return Promise.resolve(); }
}
jest.unstable_mockModule('node:worker_threads', () => ({ Worker: Thread }));
const { isPicture, PICTURES_WAITING_MAX } = await import('./judge-picture.js');

const picture = Buffer.from('a picture');
const says = async (event: string, what: unknown): Promise<void> => {
  threads.at(-1)?.emit(event, what);
  await new Promise(setImmediate);
};

describe('pictures', () => {
  it('are judged one at a time, in order, however a thread ends', async () => {
    const judged = [isPicture(picture), isPicture(picture), isPicture(picture)];
    expect(threads).toHaveLength(1);
    await says('message', true);
    expect(threads).toHaveLength(2);
    await says('error', new Error('out of memory'));
    await says('message', false);
    expect(await Promise.all(judged)).toEqual([true, false, false]);
    expect(threads).toHaveLength(3);
  });

  it('that come when as many wait as may are turned away, to be sent again, and are judged then', async () => {
    const judged = Array.from({ length: 1 + PICTURES_WAITING_MAX }, () => isPicture(picture));
    await expect(isPicture(picture)).rejects.toMatchObject({ code: 'switch/busy', canRetry: true });
    await says('message', true);
    judged.push(isPicture(picture));
    for (let n = 0; n < judged.length - 1; n += 1) await says('message', true);
    expect(new Set(await Promise.all(judged))).toEqual(new Set([true]));
  });
});
