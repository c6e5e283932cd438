import { expect } from '@jest/globals';
import { join } from 'node:path';
import type { HttpAnswer } from './terminal.js';
import { PASSWORD } from './test-state.js';

/** Where the system lies on this machine: no answer may tell. */
const root = join(import.meta.dirname, '../..');
const INSIDE = [root, 'node_modules', 'node:internal', '    at ', '.js:', '.ts:', PASSWORD];

/** An answer that may leave the system: no defect, nothing of its inside, nothing to be kept; a refusal is a problem. */
export const expectClean = ({ status, headers, text, json }: HttpAnswer, sent = ''): void => {
  if (status >= 500) throw new Error(`${String(status)} ${text} for ${sent.slice(0, 400)}`);
  for (const secret of INSIDE) expect(text).not.toContain(secret);
  expect(headers.get('x-powered-by')).toBeNull();
  expect(headers.get('server')).toBeNull();
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('cache-control')).toBe('no-store');
  expect([headers.get('referrer-policy'), headers.get('content-security-policy')]).toEqual(['no-referrer', expect.stringMatching(/^default-src 'none';.* frame-ancestors 'none'/)]);
  if (status < 400 || text === '') return;
  expect(headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect(json).toMatchObject({ type: 'about:blank', title: expect.stringMatching(/\w/), status });
};
