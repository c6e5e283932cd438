import { describe, expect, it } from '@jest/globals';
import { queryFault } from './known-queries.js';

describe('the query of a request', () => {
  it.each([
    ['/v1/records/:idx', { asOf: '2026-11-20T08:00:00-05:00' }],
    ['/v1/records/:idx', {}],
    ['/v1/validations/:of', { state: 'open', after: 'SV00000004' }],
    ['/v1/streams/:file', { after: 'now' }],
    // What is none of the interface's is nobody's business here.
    ['/metrics', { asof: 'x' }],
    [undefined, { asof: 'x' }],
  ])('of %s that holds %j is taken', (pattern, query) => {
    expect(queryFault(pattern, query)).toBeUndefined();
  });

  it.each([
    ['/v1/records/:idx', { asof: '2026-11-20T08:00:00-05:00' }, 'asof: no parameter of this address; taken here: asOf.'],
    ['/v1/records/:idx', { 'asOf[]': 'x' }, 'asOf[]: no parameter of this address; taken here: asOf.'],
    ['/v1/records/:idx', { asOf: ['x', 'y'] }, 'asOf: given more than once.'],
    ['/v1/records/:idx/history', { asOf: 'x' }, 'asOf: no parameter of this address; none is taken here.'],
    ['/v1/messages', { '\u0000<b>': '' }, 'The query: no parameter of this address; taken here: after.'],
    ['/v1/messages', { before: '1' }, 'before: no parameter of this address; taken here: after.'],
  ])('of %s that holds %j is refused by name', (pattern, query, fault) => {
    expect(queryFault(pattern, query)).toBe(fault);
  });
});
