import { describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const root = join(import.meta.dirname, '../../..');

/** A process that does so much and is then asked to go on; how it ended. */
const running = (body: string, redirect = ''): Promise<{ stdout: string }> => {
  const program = `import { pinoLog } from '@statewire/service-kit'; import { endOnDefects } from '@statewire/service-kit/defects';\n${body}`;
  const command = `exec "$0" --input-type=module -e "$1" ${redirect}`;
  return promisify(execFile)('sh', ['-c', command, process.execPath, program], { cwd: root, timeout: 20_000 });
};

describe('a process', () => {
  it('lives on, and ends, when what takes its log is full', async () => {
    const { stdout } = await running(
      `const log = pinoLog('test', 'warn');
       for (let line = 0; line < 20; line += 1) { log.warn('a line'); await new Promise((go) => setTimeout(go, 10)); }
       process.stdout.write('still here');
       process.exit(0);`,
      '2>/dev/full',
    );

    expect(stdout).toBe('still here');
  }, 30_000);

  it("lives on after LMDB's word of a commit that failed", async () => {
    const { stdout } = await running(
      `endOnDefects();
       const reason = Promise.reject(new Error('no space')); reason.catch(() => undefined);
       void Promise.reject(Object.assign(new Error('Commit failed'), { commitError: reason }));
       setTimeout(() => process.stdout.write('still here'), 20);`,
    );

    expect(stdout).toBe('still here');
  }, 30_000);

  it('ends on any other promise that nobody hears', async () => {
    await expect(running(`endOnDefects(); void Promise.reject(new Error('a defect')); setTimeout(() => undefined, 5_000);`)).rejects.toThrow('a defect');
  }, 30_000);
});
