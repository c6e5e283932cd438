import { describe, expect, it } from '@jest/globals';
import { readClusterSettings } from './cluster-settings.js';

const ENVIRONMENT = { KAFKA_BROKERS: 'k1:9092,k2:9092', MONGO_URL: 'mongodb://m:27017/statewire', REDIS_URL: 'redis://r:6379', SERVICE_ADDRESSES: 'switch=s:4100,vehicles=[::1]:4101' };

const faultOf = (environment: Readonly<Record<string, string | undefined>>): string => {
  try {
    readClusterSettings(environment, 'vehicles');
  } catch (cause) {
    return (cause as Error).message;
  }
  return '';
};

describe("the environment of a cluster's service", () => {
  it('is read with where the service listens', () => {
    expect(readClusterSettings(ENVIRONMENT, 'vehicles')).toMatchObject({
      kafkaBrokers: ['k1:9092', 'k2:9092'], mongoUrl: 'mongodb://m:27017/statewire', redisUrl: 'redis://r:6379',
      serviceAddresses: { switch: 's:4100', vehicles: '[::1]:4101' }, listen: '[::1]:4101',
    });
  });

  it.each([{}, { KAFKA_BROKERS: '', MONGO_URL: '', REDIS_URL: '', SERVICE_ADDRESSES: '' }])('that says nothing is refused by a line that names all it lacks, and what that may hold', (environment) => {
    expect(faultOf(environment)).toMatch(
      /^The environment does not fit\. KAFKA_BROKERS: host:port,\.\.\. .*; MONGO_URL: mongodb:.*; REDIS_URL: redis:.*; SERVICE_ADDRESSES: service=host:port,\.\.\. .*; vehicles is missing$/,
    );
  });

  it('is refused with its other faults in the same line', () => {
    expect(faultOf({ PORT: 'x', LOG_LEVEL: 'loud', MONGO_URL: 'm:1' })).toMatch(/PORT: .*; LOG_LEVEL: .*; KAFKA_BROKERS: .*; MONGO_URL: .*; REDIS_URL: .*; SERVICE_ADDRESSES: /);
  });

  it.each([
    ['KAFKA_BROKERS', 'k1'], ['KAFKA_BROKERS', 'k1:9092,k2'], ['KAFKA_BROKERS', ':9092'], ['KAFKA_BROKERS', 'k1:0'], ['KAFKA_BROKERS', 'k1:65536'], ['KAFKA_BROKERS', ','], ['KAFKA_BROKERS', 'k1:1, k2:2'],
    ['MONGO_URL', 'm:27017'], ['MONGO_URL', 'mongodb://'], ['REDIS_URL', 'r:6379'], ['REDIS_URL', 'http://r'],
  ])('with %s %s is refused for it alone, and its value, which may hold a password, is not repeated', (name, value) => {
    const fault = faultOf({ ...ENVIRONMENT, [name]: value });

    expect(fault).toMatch(new RegExp(`^The environment does not fit\\. ${name}: [^;]+$`));
    expect(fault).not.toContain(`\`${value}\``);
  });

  it.each([
    ['a=b', '`a=b` is none'], ['=x', '`=x` is none'], ['switch=host', '`switch=host` is none'], ['switch=host:0', '`switch=host:0` is none'], ['switch=host:65536', '`switch=host:65536` is none'],
    ['switch=host:http', '`switch=host:http` is none'], ['switch', '`switch` is none'], ['swich=host:4100', '`swich=host:4100` is none'], ['switch=a:1=b:2', '`switch=a:1=b:2` is none'],
    ['a=b,switch=host:4100,=x', '`a=b`, `=x` are none'],
  ])('with %s among SERVICE_ADDRESSES is refused by what is wrong with it', (pair, says) => {
    expect(faultOf({ ...ENVIRONMENT, SERVICE_ADDRESSES: `vehicles=v:4101,${pair}` })).toMatch(new RegExp(`^The environment does not fit\\. SERVICE_ADDRESSES: service=host:port,\\.\\.\\. .*; ${says}$`));
  });

  it('that gives addresses of others only is refused', () => {
    expect(faultOf({ ...ENVIRONMENT, SERVICE_ADDRESSES: 'switch=s:4100' })).toMatch(/SERVICE_ADDRESSES: .*; vehicles is missing$/);
  });
});
