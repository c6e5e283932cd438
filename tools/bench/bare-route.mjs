// The baseline: a route of Nest on Fastify that reads a text and answers with as much JSON as an inquiry's reply, and does nothing else.
import 'reflect-metadata';
import { Body, Controller, HttpCode, Module, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';

const reply = {
  mri: 1, mke: 'QV', ori: 'OHB000000', at: '2026-11-20T08:00:00-05:00', outcome: 'answered', code: 'NO_RECORD',
  text: 'LEADS NO RECORD LIC/GHX4471 LIS/OH\nNCIC NO RECORD LIC/GHX4471 LIS/OH', responses: [],
};

class BareController {
  /** @param {unknown} body */
  transmit(body) {
    return { ...reply, mri: String(body).length };
  }
}
const handler = Object.getOwnPropertyDescriptor(BareController.prototype, 'transmit') ?? {};
Body()(BareController.prototype, 'transmit', 0);
HttpCode(200)(BareController.prototype, 'transmit', handler);
Post()(BareController.prototype, 'transmit', handler);
Controller('v1/transmissions')(BareController);

function BareModule() {
  // A module of Nest is only a name to hang its parts on.
}
Module({ controllers: [BareController] })(BareModule);

const app = await NestFactory.create(BareModule, new FastifyAdapter(), { logger: false });
await app.listen(Number(process.env['PORT']), '127.0.0.1');
