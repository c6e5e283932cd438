import { describe, expect, it } from '@jest/globals';
import type { CommandMessage } from '@statewire/contracts';
import { Failure } from '@statewire/kernel';
import type { Platform } from '@statewire/service-kit';
import type { Post } from './domain/mailbox.decider.js';
import { postMail } from './posting.js';

/** What is sent to the desks of two partitions, and the alarms that are raised. */
const posting = (faults: readonly object[] = [], failure?: Failure) => {
  const commands: CommandMessage[] = [];
  const alarms: object[] = [];
  const ask = (_service: string, _pattern: string, { command }: Readonly<{ command: CommandMessage }>) => {
    commands.push(command);
    if (failure !== undefined) return Promise.reject(failure);
    return Promise.resolve({ kind: 'done', out: faults.length === 0 ? 'accepted' : 'rejected', faults, events: [], position: '' });
  };
  const platform = {
    bus: { ask }, partitionOf: (terminal: string) => Number(terminal.at(-1)) % 2,
    alarms: { raise: (code: string, details: object) => { alarms.push({ code, ...details }); } },
  } as unknown as Platform;
  return { commands, alarms, post: (terminals: readonly string[]) => postMail(platform, { terminals, mail: { kind: 'notice' }, text: 'HELLO' } as unknown as Post, 'm') };
};
const terminalsOf = ({ payload }: CommandMessage): readonly string[] => payload['terminals'] as string[];

describe('a message to terminals', () => {
  it('is one commit a partition, with each terminal once', async () => {
    const { commands, post } = posting();
    await post(['COL1', 'COL2', 'CLE1', 'COL1']);
    expect(commands).toMatchObject([
      { id: 'm/1', type: 'PostMail', key: 'COL1', payload: { terminals: ['COL1', 'CLE1'], text: 'HELLO' } },
      { id: 'm/0', type: 'PostMail', key: 'COL2', payload: { terminals: ['COL2'] } },
    ]);
  });

  it('of a whole state is several, no terminal left out or named twice', async () => {
    const { commands, post } = posting();
    const terminals = Array.from({ length: 10_001 }, (_, n) => `T${String(n)}`);
    await post(terminals);
    expect(commands.flatMap(terminalsOf).toSorted()).toEqual(terminals.toSorted());
    expect(commands.map(({ id }) => id)).toEqual(['m/0', 'm/0/2000', 'm/0/4000', 'm/1', 'm/1/2000', 'm/1/4000']);
    expect(Math.max(...commands.map((command) => terminalsOf(command).length))).toBe(2_000);
  });

  it('that no desk takes is an alarm, and goes on to the others', async () => {
    const { commands, alarms, post } = posting([{ code: 'DEFECT', why: 'too-large' }]);
    await post(['COL1', 'COL2']);
    expect(commands).toHaveLength(2);
    expect(alarms).toEqual(['m/1', 'm/0'].map((command) => ({ code: 'messaging/not-posted', command, cause: '[{"code":"DEFECT","why":"too-large"}]' })));
  });

  it('that cannot be written at all is an alarm too: sent again it would be the same', async () => {
    const { commands, alarms, post } = posting([], new Failure('desk/bad-command', 'a command cannot be written', false));
    await post(['COL1', 'COL2']);
    expect(commands).toHaveLength(2);
    expect(alarms).toEqual(['m/1', 'm/0'].map((command) => ({ code: 'messaging/not-posted', command, cause: 'a command cannot be written' })));
  });

  it('that a failing desk does not take is not given up', async () => {
    const { alarms, post } = posting([], new Failure('bus/defect', 'messaging failed in submit', false));
    await expect(post(['COL1'])).rejects.toMatchObject({ code: 'bus/defect' });
    expect(alarms).toEqual([]);
  });
});
