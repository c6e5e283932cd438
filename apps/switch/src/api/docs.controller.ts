import { Controller, Get, Param, Redirect, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { For } from './audience.guard.js';
import { PAGE_POLICY } from './manners.js';
import { openApiDocument } from './openapi.js';
import { notFound } from './problem.js';

const FILES: Readonly<Record<string, string>> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  'docs.js': 'text/javascript; charset=utf-8',
};

const PAGE = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Statewire: the public interface</title><link rel="stylesheet" href="/docs/swagger-ui.css"></head>
<body><div id="page"></div><script src="/docs/swagger-ui-bundle.js"></script><script src="/docs/docs.js"></script></body>
</html>
`;
/** No badge of an outside validator, which would be told where this system is. */
const SCRIPT = `window.ui = window.SwaggerUIBundle({ url: '/openapi.json', dom_id: '#page', deepLinking: true, validatorUrl: null });\n`;

const folder = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));

/** The description of all routes, and a page that shows it. */
@Controller()
export class DocsController {
  @Get('openapi.json')
  @For('anyone')
  description() {
    return openApiDocument;
  }

  @Get()
  @Redirect('/docs')
  @For('anyone')
  root(): void {
    // A browser that was given the address alone.
  }

  @Get('docs')
  @For('anyone')
  async page(@Res() reply: FastifyReply): Promise<void> {
    await reply.header('content-security-policy', PAGE_POLICY).type('text/html; charset=utf-8').send(PAGE);
  }

  @Get('docs/:file')
  @For('anyone')
  async file(@Param('file') file: string, @Res() reply: FastifyReply): Promise<void> {
    const type = Object.hasOwn(FILES, file) ? FILES[file] : undefined;
    if (type === undefined) throw notFound('The page has no such part.');
    await reply.type(type).send(file === 'docs.js' ? SCRIPT : await readFile(join(folder, file)));
  }
}
