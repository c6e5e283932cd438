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

/** How often a text is looked at, at one place or whole, while it is read. */
const looksAt = (text: string): number => {
  let looks = 0;
  const watched = new Proxy(Object(text) as string & object, {
    get: (whole, name) => {
      looks += 1;
      const found: unknown = Reflect.get(whole, name);
      return typeof found === 'function' ? (found as (...given: unknown[]) => unknown).bind(text) : found;
    },
  });
  readJson(watched);
  return looks;
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

  it.each([
    ['{"mke":"QV","mke":"QW"}', '"mke"'],
    ['{"mke":"QV","fields":{"LIC":"ABC1234", "LIS":"OH" , "LIC" : "ABC1235"}}', '"LIC"'],
    ['{"a":[{"b":1},{"b":{"c":"}","c":2}}]}', '"c"'],
    ['{"a\\"":1,"\\u0061\\"":2}', '"a\\""'],
    ['{"\\\\":"\\\\","\\\\":1}', '"\\\\"'],
    [`{"${'x'.repeat(50)}":1,"${'x'.repeat(50)}":2}`, `"${'x'.repeat(40)}"`],
    ['{"__proto__":1,"__proto__":2}', '"__proto__"'],
  ])('that is %s is refused: which of the two counts would be a guess', (text, named) => {
    expect(detailOf(text)).toBe(`The body gives ${named} twice; several values of a field come as a list.`);
  });

  it.each(['{"a":{"a":{"b":1}},"b":[{"a":1},{"a":1}]}', '{"a":"b","b":"a","c":"\\"a\\":"}', '["a","a"]', '{"a":["a","a"],"A":1}', '"a"', '{"lic":"A","LIC":"B"}'])(
    'that is %s gives no name twice', (text) => {
      expect(readJson(text)).toEqual(JSON.parse(text));
    });

  it.each([
    ['an image', { IMG: 'A'.repeat(1_000_000), MIS: '\\'.repeat(500_000) }],
    ['quotes', { MIS: '"'.repeat(200_000) }],
    ['names', Object.fromEntries(Array.from({ length: 20_000 }, (_, n) => [`F${String(n)}`, '']))],
  ])('is looked through once, also where it is full of %s', (_, fields) => {
    const text = JSON.stringify({ mke: 'EIM', fields });
    expect(looksAt(text)).toBeLessThan(3 * text.length);
  });
});
