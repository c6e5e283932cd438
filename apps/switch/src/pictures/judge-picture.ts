import { boundedQueue } from '@statewire/kernel';
import { Worker } from 'node:worker_threads';

/** A picture that takes longer to decode is none that an officer could wait for. */
const TIMEOUT_MS = 5_000;

const judge = async (bytes: Uint8Array): Promise<boolean> => {
  const worker = new Worker(new URL('./jpeg-worker.js', import.meta.url));
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise<boolean>((resolve) => {
      timer = setTimeout(() => { resolve(false); }, TIMEOUT_MS);
      worker.once('message', (good: boolean) => { resolve(good); });
      worker.once('error', () => { resolve(false); });
      worker.postMessage(bytes);
    });
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
};

/** Each holds up to 1 MiB while it waits. */
export const PICTURES_WAITING_MAX = 16;

const inTurn = boundedQueue({ atOnceMax: 1, waitingMax: PICTURES_WAITING_MAX, code: 'switch/busy', says: 'Too many pictures come at once.' });

/**
 * Whether bytes are a JPEG that decodes. In a thread of its own, one picture at a time, so that inquiries do not wait for it.
 * Throws Failure `switch/busy` (it can be retried) where too many wait already.
 */
export const isPicture = (bytes: Uint8Array): Promise<boolean> => inTurn(() => judge(bytes));
