import { SERVICES, type ServiceName } from '@statewire/contracts';
import { z } from 'zod';
import { ENVIRONMENT, parsed, settingsOf, type Settings } from './settings.js';

/** Settings of one service of the cluster profile, which does without none of these. */
export type ClusterSettings = Settings & Readonly<{ mongoUrl: string; redisUrl: string; listen: string }>;

const PORTS = 'with ports from 1 to 65535';

/** `host:port`; an IPv6 address stands in brackets. */
const isAddress = (text: string): boolean => {
  const [, port] = /^(?:\[[\da-f:.]+\]|[^\s:/=@[\]]+):(\d{1,5})$/i.exec(text) ?? [];
  return Number(port) >= 1 && Number(port) <= 65_535;
};

const listed = (value: string): readonly string[] => value.split(',').filter(Boolean);
const demanded = (may: string, fits: (value: string) => boolean) => z.string({ error: may }).refine(fits, may);

const isPlace = (pair: string): boolean => {
  const [service, address = '', ...more] = pair.split('=');
  return more.length === 0 && SERVICES.some((name) => name === service) && isAddress(address);
};

/** `own`: the service whose address must be among them. */
const serviceAddresses = (own: ServiceName) =>
  z.string().default('').superRefine((value, context) => {
    const pairs = listed(value);
    const wrong = pairs.filter((pair) => !isPlace(pair));
    const faults = [
      ...(wrong.length === 0 ? [] : [`${wrong.map((pair) => `\`${pair}\``).join(', ')} ${wrong.length === 1 ? 'is' : 'are'} none`]),
      ...(pairs.some((pair) => pair.startsWith(`${own}=`)) ? [] : [`${own} is missing`]),
    ];
    if (faults.length === 0) return;
    context.addIssue({ code: 'custom', message: `service=host:port,... ${PORTS}, of ${SERVICES.join(', ')}; ${faults.join('; ')}` });
  });

const clusterEnvironment = (own: ServiceName) =>
  ENVIRONMENT.extend({
    KAFKA_BROKERS: demanded(`host:port,... ${PORTS}`, (value) => listed(value).length > 0 && listed(value).every(isAddress)),
    MONGO_URL: demanded('mongodb://... or mongodb+srv://...', (value) => /^mongodb(\+srv)?:\/\/./.test(value)),
    REDIS_URL: demanded('redis://... or rediss://...', (value) => /^rediss?:\/\/./.test(value)),
    SERVICE_ADDRESSES: serviceAddresses(own),
  });

/** Reads the settings of a service of the cluster, all faults at once. Throws Failure `settings/invalid`. */
export const readClusterSettings = (environment: Readonly<Record<string, string | undefined>>, own: ServiceName): ClusterSettings => {
  const given = parsed(clusterEnvironment(own), environment);
  const settings = settingsOf(given);
  return Object.freeze({ ...settings, mongoUrl: given.MONGO_URL, redisUrl: given.REDIS_URL, listen: settings.serviceAddresses[own] ?? '' });
};
