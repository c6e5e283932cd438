import { describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../../..');

/** How a process ends that starts so, is told to end as soon as it runs, and has work for longer. */
const running = (start: string) => {
  const program = `import { pinoLog, runUntilTold } from '@statewire/service-kit';
    import { Failure } from '@statewire/kernel';
    const log = pinoLog('it', 'error');
    setInterval(() => undefined, 1_000);
    const told = (stop) => { setTimeout(() => { process.kill(process.pid, 'SIGTERM'); process.kill(process.pid, 'SIGINT'); }, 20); return { log, stop }; };
    runUntilTold('it', async () => { ${start} });`;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], { cwd: root, timeout: 20_000, encoding: 'utf8' });
  return { status, stdout, stderr };
};

describe('a process that runs until it is told to end', () => {
  it('stops once and in order', () => {
    expect(running(`return told(async () => { process.stdout.write('stopped'); });`)).toEqual({ status: 0, stdout: 'stopped', stderr: '' });
  }, 30_000);

  it('says when the end was not orderly', () => {
    const { status, stderr } = running(`return told(() => Promise.reject(new Error('the disk is gone')));`);

    expect([status, JSON.parse(stderr)]).toEqual([1, expect.objectContaining({ service: 'it', msg: 'the end was not orderly', cause: 'the disk is gone' })]);
  }, 30_000);

  it('says why it did not start', () => {
    expect(running(`throw new Failure('settings/invalid', 'PORT is no port', false);`)).toEqual({ status: 1, stdout: '', stderr: 'it did not start: PORT is no port\n' });
    expect(running(`throw new Error('a defect');`)).toMatchObject({ status: 1, stderr: expect.stringMatching(/^it did not start: Error: a defect\n {4}at /) });
  }, 30_000);
});
