import { describe, expect, it } from '@jest/globals';
import { ProblemError } from './problem.js';
import { readJson } from './read-json.js';

const nested = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`;
const detailOf = (text: string): string | undefined => {
  try {
    readJson(text);
    return undefined;
  } catch (thrown) {
    if (!(thrown instanceof ProblemError)) throw thrown;
    expect(thrown.problem.status).toBe(400);
    return thrown.problem.detail;
  }
};

describe('a JSON body', () => {
  it('is read as it stands, with names of the prototype as names', () => {
    expect(JSON.stringify(readJson('{"__proto__":{"a":1},"constructor":[null,"\\ud800"]}'))).toBe('{"__proto__":{"a":1},"constructor":[null,"\\ud800"]}');
    expect(({} as { a?: number }).a).toBeUndefined();
  });

  it('has at most sixty-four levels', () => {
    expect(detailOf(nested(64))).toBeUndefined();
    expect(detailOf(nested(65))).toContain('64 levels');
    expect(detailOf(`{"fields":{"LIC":${nested(100_000)}}}`)).toContain('64 levels');
  });

  it.each(['', ' ', '{', 'nonsense', '{"a":1,}', '\u0000', '[1] [2]'])('that is %j is none, and its words are not repeated', (text) => {
    expect(detailOf(text)).toBe('The body is not JSON.');
  });
});
