import { readdirSync, readFileSync } from 'node:fs';
import { constants, getPriority, setPriority } from 'node:os';

const THREADS = '/proc/self/task';
/** As Node calls the threads on which V8 marks, sweeps and compiles; versions before 22 call all threads alike. */
const COLLECTOR = 'V8Worker';
const GIVING_WAY = constants.priority.PRIORITY_BELOW_NORMAL;

const namedThreads = (name: string): readonly number[] =>
  readdirSync(THREADS).filter((thread) => readFileSync(`${THREADS}/${thread}/comm`, 'utf8').trim() === name).map(Number);

/**
 * Lets V8's own threads give way: a full collection keeps one of two processors busy for half a second, in which answers and commits
 * waited for the other. For a process that has its machine to itself: young collections wait for these threads, and others' work would
 * hold them up; therefore not the lowest priority either. Nothing happens where threads have no names, or no priorities of their own
 * (Node 20; other systems than Linux). Gives how many threads give way now.
 */
export const letCollectorsGiveWay = (name = COLLECTOR): number => {
  try {
    const threads = namedThreads(name);
    // Where the whole process gives way more than that, they do already.
    for (const thread of threads) if (getPriority(thread) < GIVING_WAY) setPriority(thread, GIVING_WAY);
    return threads.length;
  } catch {
    return 0;
  }
};
