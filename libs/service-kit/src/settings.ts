import { parseInstant } from '@statewire/clock';
import { Failure, type Instant } from '@statewire/kernel';
import { resolve } from 'node:path';
import { z } from 'zod';

const blankIsAbsent = (value: unknown): unknown => (value === '' ? undefined : value);
const text = (fallback: string) => z.preprocess(blankIsAbsent, z.string().default(fallback));
const optionalText = z.preprocess(blankIsAbsent, z.string().optional());
const count = (fallback: number, min: number, max: number) =>
  z.preprocess(
    blankIsAbsent,
    z.string().default(String(fallback)).transform((value, context): number => {
      if (/^\d{1,5}$/.test(value) && Number(value) >= min && Number(value) <= max) return Number(value);
      context.addIssue({ code: 'custom', message: `a whole number from ${String(min)} to ${String(max)}` });
      return z.NEVER;
    }),
  );
const oneOf = (...values: readonly [string, ...string[]]) => z.enum(values, { error: values.join(', ') });

const CLOCK = z.preprocess(
  blankIsAbsent,
  z.string().default('system').transform((value, context): 'system' | Instant => {
    if (value === 'system') return value;
    const instant = parseInstant(value);
    if (instant !== undefined) return instant;
    context.addIssue({ code: 'custom', message: "`system`, or an instant with offset such as 2026-11-20T08:00:00-05:00" });
    return z.NEVER;
  }),
);

/** What interface.md's "Starting" lets the environment say; nothing else in the project reads `process.env`. */
export const ENVIRONMENT = z.object({
  HOST: text('127.0.0.1'),
  PORT: count(8080, 0, 65_535),
  DATA_DIR: text('./data'),
  STATE_FILE: optionalText,
  KEY_DIR: optionalText,
  SEAL_DIR: optionalText,
  CLOCK,
  OUTSIDE: z.preprocess(blankIsAbsent, oneOf('simulated').default('simulated')),
  /** Partitions of each ledger; fixed once a ledger exists. */
  PARTITIONS: count(4, 1, 64),
  LOG_LEVEL: z.preprocess(blankIsAbsent, oneOf('fatal', 'error', 'warn', 'info', 'debug').default('warn')),
  NAMESPACE: z.preprocess(blankIsAbsent, z.string().regex(/^[a-z][a-z0-9-]{0,30}$/, 'a small letter, then up to 30 small letters, digits and hyphens').default('statewire')),
  KAFKA_BROKERS: optionalText,
  MONGO_URL: optionalText,
  REDIS_URL: optionalText,
  LEDGER_REPLICATION: count(3, 1, 7),
  /** The first commit that a partition has lost, as the log names it: that partition is written to again without them. */
  ACCEPT_LOST: optionalText,
  /** `service=host:port,...`: where each service of the cluster listens for the others. */
  SERVICE_ADDRESSES: optionalText,
});

export type Settings = Readonly<{
  host: string;
  port: number;
  dataDir: string;
  stateFile: string | undefined;
  keyDir: string;
  sealDir: string;
  clock: 'system' | Instant;
  partitions: number;
  logLevel: string;
  namespace: string;
  kafkaBrokers: readonly string[];
  mongoUrl: string | undefined;
  redisUrl: string | undefined;
  ledgerReplication: number;
  acceptLost: readonly string[];
  serviceAddresses: Readonly<Record<string, string>>;
}>;

const addresses = (given: string | undefined): Readonly<Record<string, string>> =>
  Object.fromEntries((given ?? '').split(',').filter(Boolean).map((pair) => pair.split('=') as [string, string]));

/** What the environment says, or all that is wrong with it at once. Throws Failure `settings/invalid`. */
export const parsed = <T extends z.ZodType>(schema: T, environment: Readonly<Record<string, string | undefined>>): z.output<T> => {
  const { success, data, error } = schema.safeParse(environment);
  if (success) return data;
  const faults = error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new Failure('settings/invalid', `The environment does not fit. ${faults.join('; ')}`, false);
};

export const settingsOf = (given: z.output<typeof ENVIRONMENT>): Settings => {
  const dataDir = resolve(given.DATA_DIR);
  return Object.freeze({
    host: given.HOST,
    port: given.PORT,
    dataDir,
    stateFile: given.STATE_FILE === undefined ? undefined : resolve(given.STATE_FILE),
    keyDir: resolve(given.KEY_DIR ?? `${dataDir}.keys`),
    sealDir: resolve(given.SEAL_DIR ?? `${dataDir}.seals`),
    clock: given.CLOCK,
    partitions: given.PARTITIONS,
    logLevel: given.LOG_LEVEL,
    namespace: given.NAMESPACE,
    kafkaBrokers: (given.KAFKA_BROKERS ?? '').split(',').filter(Boolean),
    mongoUrl: given.MONGO_URL,
    redisUrl: given.REDIS_URL,
    ledgerReplication: given.LEDGER_REPLICATION,
    acceptLost: (given.ACCEPT_LOST ?? '').split(',').filter(Boolean),
    serviceAddresses: addresses(given.SERVICE_ADDRESSES),
  });
};

/** Reads the settings, all faults at once. Throws Failure `settings/invalid`. */
export const readSettings = (environment: Readonly<Record<string, string | undefined>>): Settings => settingsOf(parsed(ENVIRONMENT, environment));
