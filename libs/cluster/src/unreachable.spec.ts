import { describe, expect, it } from '@jest/globals';
import { Failure } from '@statewire/kernel';
import { namingServer } from './unreachable.js';

const said = (code: string, mongoUrl = 'mongodb://127.0.0.1:1') =>
  namingServer(new Failure(code, 'It cannot be reached.', true, { cause: new Error('connect ECONNREFUSED') }), { kafkaBrokers: ['k1:9092', 'k2:9092'], mongoUrl, redisUrl: 'redis://:secret@r:6379/0' });

describe('a server that does not answer at the start', () => {
  it.each([
    ['ledger-kafka/unreachable', 'KAFKA_BROKERS k1:9092,k2:9092'],
    ['views/unavailable', 'MONGO_URL mongodb://127.0.0.1:1'],
    ['blobs/unavailable', 'MONGO_URL mongodb://127.0.0.1:1'],
    ['alarm-clock/unavailable', 'REDIS_URL redis://r:6379'],
  ])('is named by its setting (%s)', (code, setting) => {
    expect(said(code)).toMatchObject({ code: 'cluster/unreachable', message: `${setting} does not answer (connect ECONNREFUSED): start what is to run there, or name where it does.` });
  });

  it.each([
    ['mongodb://user:secret@h1:27017,h2:27017/db?replicaSet=r', 'mongodb://h1:27017,h2:27017'],
    ['mongodb+srv://user:secret@h.example/?tlsCertificateKeyFilePassword=secret', 'mongodb+srv://h.example'],
    ['mongodb://[::1]:27017', 'mongodb://[::1]:27017'],
    ['mongodb://user:se/secret@h:27017', 'mongodb://...'],
    ['mongodb://user:se?secret@h:27017', 'mongodb://...'],
    ['mongodb://user:se@secret@h:27017', 'mongodb://...'],
    ['mongodb://user:secret@h/?authSource=a@b&p=secret', 'mongodb://...'],
  ])('is named without who logs on there, nor any other secret: %s', (url, address) => {
    expect(said('views/unavailable', url)).toMatchObject({ message: expect.stringContaining(`MONGO_URL ${address} does`) });
  });

  it('leaves what else a start throws as it is', () => {
    const other = new Failure('cluster/keys-lost', 'lost', false);
    expect(namingServer(other, { kafkaBrokers: [], mongoUrl: '', redisUrl: '' })).toBe(other);
  });
});
