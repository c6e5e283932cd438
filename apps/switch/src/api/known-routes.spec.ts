import { describe, expect, it } from '@jest/globals';
import { knownRoutes } from './known-routes.js';

describe('the known routes', () => {
  const routes = knownRoutes();
  routes.add('/v1/records/:idx', 'GET');
  routes.add('/v1/records/:idx', ['HEAD']);
  routes.add('/v1/records/:idx/history', 'GET');
  routes.add('/v1/messages/stream', 'GET');
  routes.add('/v1/messages/:seq', ['GET', 'DELETE']);

  it.each([
    ['/v1/records/SV1', ['GET', 'HEAD']],
    ['/v1/records/SV1?asOf=/v1/x/y', ['GET', 'HEAD']],
    ['/v1/records/SV1/history', ['GET']],
    ['/v1/messages/stream', ['GET', 'DELETE']],
    ['/v1/records/', []],
    ['/v1/records', []],
    ['/v1/records/SV1/history/more', []],
    ['/v1/:idx', []],
    ['', []],
  ])('know of %s the verbs %j', (url, methods) => {
    expect(routes.methodsOf(url)).toEqual(methods);
  });
});
