import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';

const hasThreads = existsSync('/proc/self/task');

/** What a process of its own says: a thread whose priority was lowered keeps it. `threads`: the numbers of those with a name. */
const said = async (program: string): Promise<unknown> => {
  const prelude = `import { letCollectorsGiveWay } from '@statewire/service-kit/collectors';
    import { readdirSync, readFileSync } from 'node:fs';
    import { getPriority } from 'node:os';
    const nameOf = (thread) => readFileSync('/proc/self/task/' + thread + '/comm', 'utf8').trim();
    const threads = (name) => readdirSync('/proc/self/task').filter((thread) => nameOf(thread) === name).map(Number);`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', `${prelude}\n${program}`], { cwd: import.meta.dirname });
  return JSON.parse(stdout);
};

describe('V8’s own threads', () => {
  it('give way where they can be told apart; the program’s own thread does not', async () => {
    const program = hasThreads
      ? `const before = getPriority(); const given = letCollectorsGiveWay(); const workers = threads('V8Worker');
        console.log(JSON.stringify([given === workers.length, workers.every((thread) => getPriority(thread) >= 10), getPriority() === before]));`
      : `const before = getPriority(); console.log(JSON.stringify([letCollectorsGiveWay() === 0, true, getPriority() === before]));`;
    expect(await said(program)).toEqual([true, true, true]);
  });

  it('are found by the name that Node gives them', async () => {
    const program = hasThreads
      ? `const before = getPriority(); const own = nameOf(process.pid); console.log(JSON.stringify([letCollectorsGiveWay('nobody'), letCollectorsGiveWay(own) === threads(own).length, getPriority() === Math.max(before, 10)]));`
      : `console.log(JSON.stringify([letCollectorsGiveWay('nobody'), true, true]));`;
    expect(await said(program)).toEqual([0, true, true]);
  });
});
