import { describe, expect, it, jest } from '@jest/globals';
import { Failure } from '@statewire/kernel';
import type { Platform } from '@statewire/service-kit';
import type { FastifyReply } from 'fastify';
import { EventEmitter } from 'node:events';
import type { SeatedRequest } from './audience.guard.js';
import { MessagesController } from './messages.controller.js';
import type { Sessions } from './sessions.service.js';

const MAIL = { messages: [{ seq: 1, text: 'SEE TXT' }] };
const NONE = { messages: [] };
const away = new Failure('bus/unavailable', 'nobody there', true);
const defect = new Failure('bus/defect', 'messaging failed', false);

type Answers = Readonly<Record<string, unknown[]>>;

/** The stream of a terminal's mail where messaging answers so, one question after the other; what it has asked and given when it is over. */
const streaming = async (answers: Answers, opens: () => void = () => undefined) => {
  const asked: string[] = [];
  const written: string[] = [];
  const warn = jest.fn();
  const leave = jest.fn();
  const end = jest.fn();
  const ask = (_: string, pattern: string): Promise<unknown> => {
    asked.push(pattern);
    const answer = answers[pattern]?.shift() ?? defect;
    return answer instanceof Failure ? Promise.reject(answer) : Promise.resolve(answer);
  };
  const raw = Object.assign(new EventEmitter(), { writeHead: () => undefined, write: (text: string) => written.push(text) > 0, end });
  const seat = { terminal: { id: 'COL1' }, operator: { id: 'col1' } };
  const request = { method: 'GET', raw: Object.assign(new EventEmitter(), { destroyed: false }), server: { server: {} }, seat } as unknown as SeatedRequest;
  const sessions = { follow: () => leave, isOpen: () => true } as unknown as Sessions;
  const controller = new MessagesController({ bus: { ask }, log: { warn } } as unknown as Platform, sessions);
  const outcome = await controller.stream(request, { hijack: opens, raw } as unknown as FastifyReply).catch((cause: unknown) => cause);
  return { outcome, asked, events: written.filter((text) => text.startsWith('id:')), told: warn.mock.calls, left: leave.mock.calls.length, ended: end.mock.calls.length };
};

describe('the stream of a terminal’s mail', () => {
  it('goes on when messaging was away, as often as it was', async () => {
    const { asked, events } = await streaming({ read: [away, MAIL, NONE, NONE], 'await-mail': [away, true] });
    expect(asked).toEqual(['read', 'read', 'read', 'await-mail', 'read', 'await-mail', 'read']);
    expect(events).toEqual(['id: 1\nevent: message\ndata: {"seq":1,"text":"SEE TXT"}\n\n']);
  });

  it.each([
    ['read', { read: [MAIL] }, ['read', 'read']],
    ['await-mail', { read: [MAIL, NONE] }, ['read', 'read', 'await-mail']],
  ] as const)('is over, and told of, where messaging fails in %s: the same would fail again', async (_, answers, asked) => {
    const over = await streaming({ read: [...answers.read] });
    expect(over.asked).toEqual(asked);
    expect(over.told).toEqual([['a stream broke off', { terminal: 'COL1', cause: 'messaging failed' }]]);
    expect([over.events.length, over.left, over.ended]).toEqual([1, 1, 1]);
  });

  it('that cannot be opened counts no longer as one of its session', async () => {
    const cause = new Error('the socket is gone');
    const { outcome, left } = await streaming({}, () => { throw cause; });
    expect([outcome, left]).toEqual([cause, 1]);
  });
});
