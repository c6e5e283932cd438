import { describe, expect, it } from '@jest/globals';
import { newClosing } from './closing.js';

describe('what was opened', () => {
  const named = (closed: string[], name: string, failure?: Error) => ({
    name,
    close: () => {
      closed.push(name);
      return failure === undefined ? Promise.resolve() : Promise.reject(failure);
    },
  });

  it('is closed in the opposite order, once', async () => {
    const closed: string[] = [];
    const { opened, close } = newClosing();
    expect(['log', 'keys', 'bus'].map((name) => opened(named(closed, name)).name)).toEqual(['log', 'keys', 'bus']);
    await close();
    await close();

    expect(closed).toEqual(['bus', 'keys', 'log']);
  });

  it('is all closed where some of it fails to, of which the first is told', async () => {
    const closed: string[] = [];
    const { opened, close } = newClosing();
    for (const name of ['log', 'keys', 'views', 'bus']) opened(named(closed, name, /^[kb]/.test(name) ? new Error(name) : undefined));

    await expect(close()).rejects.toThrow('bus');
    expect(closed).toEqual(['bus', 'views', 'keys', 'log']);
  });
});
