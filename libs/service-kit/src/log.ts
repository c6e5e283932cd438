import pino from 'pino';

/** Facts for the log: names and numbers, never a person's data, a token or a field's value. */
export type Facts = Readonly<Record<string, string | number | boolean>>;

export interface Log {
  error(event: string, facts?: Facts): void;
  warn(event: string, facts?: Facts): void;
  info(event: string, facts?: Facts): void;
}

/** JSON lines on standard error, so that standard output stays the user's. */
export const pinoLog = (service: string, level: string): Log => {
  const logger = pino({ level, base: { service } }, pino.destination({ dest: 2, sync: false }));
  return {
    error: (event, facts = {}) => { logger.error(facts, event); },
    warn: (event, facts = {}) => { logger.warn(facts, event); },
    info: (event, facts = {}) => { logger.info(facts, event); },
  };
};

export const silentLog: Log = { error: () => {}, warn: () => {}, info: () => {} };

/** The text of whatever was thrown. */
export const causeOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));
