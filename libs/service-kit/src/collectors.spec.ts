import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';

/** What a process of its own says: a thread whose priority was lowered keeps it. */
const said = async (program: string): Promise<unknown> => {
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', `import { letCollectorsGiveWay } from '@statewire/service-kit/collectors'; import { readFileSync } from 'node:fs'; import { getPriority } from 'node:os'; ${program}`], { cwd: import.meta.dirname });
  return JSON.parse(stdout);
};

describe('V8’s own threads', () => {
  it('give way where they can be told apart; the program’s own thread never does', async () => {
    const named = `(await import('node:fs')).readdirSync('/proc/self/task').filter((thread) => readFileSync('/proc/self/task/' + thread + '/comm', 'utf8').trim() === 'V8Worker')`;
    const program = existsSync('/proc/self/task') ? `const workers = ${named}; ` : 'const workers = []; ';
    expect(await said(`${program}const given = letCollectorsGiveWay(); console.log(JSON.stringify([given === workers.length, workers.every((thread) => getPriority(Number(thread)) === 10), getPriority()]))`)).toEqual([true, true, 0]);
  });

  it('are found by the name that Node gives them', async () => {
    if (!existsSync('/proc/self/comm')) return;
    expect(await said(`const own = readFileSync('/proc/self/task/' + process.pid + '/comm', 'utf8').trim(); console.log(JSON.stringify([letCollectorsGiveWay(own) > 0, getPriority(), letCollectorsGiveWay('nobody')]))`)).toEqual([true, 10, 0]);
  });
});
