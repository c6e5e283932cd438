import { Worker } from 'node:worker_threads';

/** A picture that takes longer to decode is none that an officer could wait for. */
const TIMEOUT_MS = 5_000;

let judging: Promise<unknown> = Promise.resolve();

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

/** Whether bytes are a JPEG that decodes. In a thread of its own, one picture at a time, so that inquiries do not wait for it. */
export const isPicture = (bytes: Uint8Array): Promise<boolean> => {
  const mine = judging.then(() => judge(bytes));
  judging = mine.catch(() => undefined);
  return mine;
};
