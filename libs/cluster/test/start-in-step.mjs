/**
 * One of several threads that ask for the installation of each folder, all at the same moment. Threads have one process id, as
 * services have that are each the first process of a container. Its data: folders, how many threads there are, where they count themselves.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { sharedInstallation } from '@statewire/cluster/shared-installation';

const { folders, threads, arrived } = workerData;

const inStep = (turn) => {
  Atomics.add(arrived, 0, 1);
  while (Atomics.load(arrived, 0) < threads * (turn + 1));
};

const idOf = (folder) => {
  try {
    return sharedInstallation(folder);
  } catch (cause) {
    return String(cause);
  }
};

parentPort.postMessage(folders.map((folder, turn) => {
  inStep(turn);
  return idOf(folder);
}));
