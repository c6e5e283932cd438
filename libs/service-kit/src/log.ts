import pino from 'pino';

/** Facts for the log: names and numbers, never a person's data, a token or a field's value. */
export type Facts = Readonly<Record<string, string | number | boolean>>;

/** The log of a service: `event` is a fixed text, and everything that differs stands in its facts. */
export interface Log {
  error(event: string, facts?: Facts): void;
  warn(event: string, facts?: Facts): void;
  info(event: string, facts?: Facts): void;
}

const heldBytesMax = 1024 * 1024;

/**
 * Standard error, which may be a file on a disk that is full: what it does not take is held, up to a megabyte, and is no
 * reason to end. At the end pino writes out what it holds, and for ever where that fails: it is spared where it last did.
 */
const standardError = () => {
  const destination = pino.destination({ dest: 2, sync: false, maxLength: heldBytesMax });
  const flush = destination.flushSync.bind(destination);
  let takesLines = true;
  destination.on('error', () => { takesLines = false; });
  destination.on('write', () => { takesLines = true; });
  destination.flushSync = () => { if (takesLines) flush(); };
  return destination;
};

/** JSON lines on standard error, so that standard output stays the user's. */
export const pinoLog = (service: string, level: string): Log => {
  const logger = pino({ level, base: { service } }, standardError());
  return {
    error: (event, facts = {}) => { logger.error(facts, event); },
    warn: (event, facts = {}) => { logger.warn(facts, event); },
    info: (event, facts = {}) => { logger.info(facts, event); },
  };
};

/** How libraries tell what happens: `alarm` means that a person must look. */
export type CodedLog = (level: 'info' | 'warn' | 'alarm', code: string, details: Readonly<Record<string, string | number>>) => void;

/** Takes what libraries tell: an alarm is the error `alarm`. `facts` are put to every line, and win over details of the same name. */
export const codedLog = (log: Log, facts: Facts = {}): CodedLog => (level, code, details) => {
  if (level === 'alarm') log.error('alarm', { code, ...details, ...facts });
  else log[level](code, { ...details, ...facts });
};

export const silentLog: Log = { error: () => {}, warn: () => {}, info: () => {} };
