import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { ProblemError } from './problem.js';
import { members, readBody, shortText } from './read-body.js';

const SCHEMA = members({ terminal: shortText(1, 4), otp: shortText(0, 3).optional(), more: z.record(z.string(), z.string('a text'), 'an object of texts').optional() });

const refusal = (body: unknown): unknown => {
  try {
    readBody(SCHEMA, body);
  } catch (cause) {
    return cause instanceof ProblemError ? cause.problem.errors : cause;
  }
  return 'read';
};

describe('a JSON body', () => {
  it('is given back where it fits', () => {
    expect(readBody(SCHEMA, { terminal: 'COL1', otp: '' })).toEqual({ terminal: 'COL1', otp: '' });
  });

  it.each([
    ['a member that is missing', {}, ['terminal: a text of 1 to 4 characters']],
    ['a member of another kind', { terminal: 7 }, ['terminal: a text of 1 to 4 characters']],
    ['a text that is too short', { terminal: '' }, ['terminal: a text of 1 to 4 characters']],
    ['a text that is too long', { terminal: 'A', otp: '1234' }, ['otp: a text of at most 3 characters']],
    ['a member that has no place', { terminal: 'A', pin: 1, x: 2 }, ['body: pin, x has no place here; an object with terminal, otp, more is wanted']],
    ['no object', ['A'], ['body: an object with terminal, otp, more']],
    ['nothing', null, ['body: an object with terminal, otp, more']],
    ['several faults at once', { otp: 1, more: { a: 1 } }, ['terminal: a text of 1 to 4 characters', 'otp: a text of at most 3 characters', 'more.a: a text']],
  ])('is refused in words that name the field and what it may hold: %s', (_what, body, errors) => {
    expect(refusal(body)).toEqual(errors);
  });
});
