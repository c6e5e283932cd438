import { describe, expect, it } from '@jest/globals';
import { RequestMethod, type Type } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import 'reflect-metadata';
import { CONTROLLERS } from '../switch.module.js';
import { AUDIENCE } from './audience.guard.js';
import { openApiDocument } from './openapi.js';
import { AUDIENCES } from './seat.js';

type Route = Readonly<{ name: string; verb: string; path: string; audience: unknown }>;

const read = <T>(key: string, of: object): T | undefined => Reflect.getMetadata(key, of) as T | undefined;
const joined = (...parts: readonly string[]): string =>
  `/${parts.flatMap((part) => part.split('/')).filter((part) => part !== '').join('/')}`.replaceAll(/:(\w+)/g, '{$1}');

const routesOf = (controller: Type): readonly Route[] => {
  const { prototype } = controller as Readonly<{ prototype: Readonly<Record<string, unknown>> }>;
  return Object.getOwnPropertyNames(prototype).flatMap((name) => {
    const handler = prototype[name];
    if (typeof handler !== 'function') return [];
    const method = read<RequestMethod>(METHOD_METADATA, handler);
    if (method === undefined) return [];
    const path = joined(read<string>(PATH_METADATA, controller) ?? '', read<string>(PATH_METADATA, handler) ?? '');
    return [{ name: `${controller.name}.${name}`, verb: RequestMethod[method].toLowerCase(), path, audience: read(AUDIENCE, handler) }];
  });
};

const routes = CONTROLLERS.flatMap(routesOf);
const described = Object.entries(openApiDocument.paths).flatMap(([path, verbs]) => Object.entries(verbs as Readonly<Record<string, object>>).map(([verb, operation]) => ({ path, verb, operation })));
const key = ({ verb, path }: Readonly<{ verb: string; path: string }>): string => `${verb} ${path}`;

describe('the routes', () => {
  it.each(routes.map((route) => [key(route), route] as const))('%s declares who may use it', (_, { audience }) => {
    expect(AUDIENCES).toContain(audience);
  });

  it('are open to anyone only where the public interface says so', () => {
    expect(routes.filter(({ audience }) => audience === 'anyone').map(key).sort()).toEqual([
      'get /', 'get /docs', 'get /docs/{file}', 'get /healthz', 'get /metrics', 'get /openapi.json', 'get /readyz', 'get /v1/clock', 'post /v1/clock', 'post /v1/sessions',
    ]);
    expect(routes.filter(({ audience }) => audience === 'regional').map(key)).toEqual(['get /v1/streams/{file}']);
  });

  it('are those that are described, each once', () => {
    expect(routes.map(key).sort()).toEqual(described.map(key).sort());
  });
});

describe('the description', () => {
  it('has no two paths that differ in the names of their parameters alone', () => {
    const paths = Object.keys(openApiDocument.paths).map((path) => path.replaceAll(/\{\w+\}/g, '{}'));
    expect(new Set(paths).size).toBe(paths.length);
  });

  it.each(described.map((one) => [key(one), one] as const))('of %s names its parameters, its log-on and its refusals', (_, { verb, path, operation }) => {
    const { parameters = [], security, responses } = operation as Readonly<{ parameters?: readonly Readonly<{ name: string; in: string }>[]; security?: unknown; responses: object }>;
    const inPath = parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name);
    expect(inPath).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
    const audience = routes.find((route) => key(route) === key({ verb, path }))?.audience;
    expect(security !== undefined).toBe(audience !== 'anyone');
    expect('401' in responses).toBe(audience !== 'anyone' || path === '/v1/sessions');
    if (audience !== 'anyone' && audience !== 'session') expect(responses).toHaveProperty('403');
    expect(responses).toHaveProperty('default');
  });

  it('refers to nothing that it does not hold', () => {
    const names = [...JSON.stringify(openApiDocument).matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name);
    expect(new Set(names)).toEqual(new Set(Object.keys(openApiDocument.components.schemas)));
  });
});
