import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Module } from '@nestjs/common';
import { createHttpApplication } from '../http.js';
import { DocsController } from './docs.controller.js';
import { ProblemFilter } from './problem.js';

@Module({ controllers: [DocsController] })
class Docs {}

describe('the page of the interface', () => {
  let app: Awaited<ReturnType<typeof createHttpApplication>>;
  beforeAll(async () => {
    app = await createHttpApplication(Docs);
    app.useGlobalFilters(new ProblemFilter((thrown) => { throw thrown; }));
    await app.listen(0, '127.0.0.1');
  });
  afterAll(() => app.close());

  const get = async (url: string) => {
    const answer = await fetch(new URL(url, await app.getUrl()), { redirect: 'manual' });
    return { status: answer.status, location: answer.headers.get('location'), type: answer.headers.get('content-type'), body: await answer.text() };
  };

  it('is where a browser comes that asks for the address alone', async () => {
    expect(await get('/')).toMatchObject({ status: 302, location: '/docs' });
  });

  it('is there with a slash at its end too', async () => {
    const page = await get('/docs');
    expect(page).toMatchObject({ status: 200, type: 'text/html; charset=utf-8' });
    expect(await get('/docs/')).toEqual(page);
  });

  it.each([['/docs/other.js', 'The page has no such part.'], ['/v1/nothing', 'Nothing is at this address; /docs shows what there is.']])('is not %s, which is told why it is not found', async (url, detail) => {
    const { status, body } = await get(url);
    expect([status, JSON.parse(body)]).toEqual([404, { type: 'about:blank', title: 'Not found', status: 404, detail }]);
  });
});
