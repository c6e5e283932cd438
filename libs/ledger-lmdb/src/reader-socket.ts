import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, request, type IncomingMessage, type RequestOptions, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { causeOf, Failure, isFailure } from '@statewire/kernel';
import { LogCut, type Fetched, type FetchLimits, type LogDriver, type PartitionId } from '@statewire/ledger';
import type { LogName } from './log-store.js';
import { fetchedFrom, fetchedToBytes } from './fetched.codec.js';

const bytesAtOnceMax = 1 << 20;
const waitMsMax = 10_000;
const notFound = 404;

type Source = Pick<LogDriver, 'fetch' | 'bounds'> & Readonly<{ logs: () => readonly LogName[] }>;

const partOf = (query: URLSearchParams): PartitionId => ({ ledger: query.get('ledger') ?? '', gen: Number(query.get('gen')), index: Number(query.get('index')) });

const answerTo = async (source: Source, { pathname, searchParams: query }: URL, stop: AbortSignal): Promise<Buffer> => {
  if (pathname === '/logs') return Buffer.from(JSON.stringify(source.logs()));
  if (pathname === '/bounds') return Buffer.from(String((await source.bounds(partOf(query))).end));
  const limits = { bytes: Math.min(Number(query.get('bytes')), bytesAtOnceMax), waitMs: Math.min(Number(query.get('waitMs')), waitMsMax) };
  return fetchedToBytes(await source.fetch(partOf(query), BigInt(query.get('from') ?? 0), limits, stop));
};

const serve = async (source: Source, { url = '/' }: IncomingMessage, response: ServerResponse): Promise<void> => {
  const gone = new AbortController();
  response.on('close', () => {
    gone.abort();
  });
  try {
    response.end(await answerTo(source, new URL(url, 'http://ledger'), gone.signal));
  } catch (cause) {
    const { code, message } = isFailure(cause) ? cause : new Failure('ledger/unreadable', String(cause), false);
    response.writeHead(notFound).end(JSON.stringify({ code, message }));
  }
};

const folderPrefix = 'statewire-';
const socketFileName = 'ledger';

/**
 * A name for a socket in a new folder that is its owner's alone; undefined where none can be made. Not beside the ledger:
 * most programs that copy a folder stop at a socket.
 */
export const newSocketName = (): string | undefined => {
  try {
    return join(mkdtempSync(join(tmpdir(), folderPrefix)), socketFileName);
  } catch {
    return undefined;
  }
};

/** Also one that a killed process left, or that is gone already; nothing that is no such name. */
export const removeSocket = (name = ''): void => {
  const folder = basename(dirname(name));
  if (folder.startsWith(folderPrefix) && name === join(tmpdir(), folder, socketFileName)) rmSync(dirname(name), { recursive: true, force: true });
};

/**
 * Lets other processes of the same owner read the ledgers by way of the one that writes them, and returns how to end it:
 * LMDB 3.5.6 lets a process that opens an environment undo what another commits in that moment (OpenLDAP ITS#9496), so
 * that nobody else may open it meanwhile. Where there can be no socket they are told that the ledger is in use.
 */
export const serveReaders = (name: string, source: Source): (() => void) => {
  const server = createServer((message, response) => void serve(source, message, response));
  server.on('error', () => undefined);
  server.listen(name).unref();
  return () => {
    server.close();
    server.closeAllConnections();
    removeSocket(name);
  };
};

type Answer = Readonly<{ status: number | undefined; bytes: Buffer }>;

/** A connection each: one that is kept may be closed by the other side in the moment in which it is used again. */
const answerOf = (options: RequestOptions): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const sent = request(options, (response) => {
      const pieces: Buffer[] = [];
      response.on('data', (piece: Buffer) => pieces.push(piece)).on('error', reject).on('end', () => {
        resolve({ status: response.statusCode, bytes: Buffer.concat(pieces) });
      });
    });
    sent.on('error', reject).on('timeout', () => sent.destroy(new Error('timeout'))).end();
  });

/** What the process that has the ledgers open says of them. Throws its failures, and Failure `ledger/silent` where it says nothing. */
const ask = async (name: string, what: string, query: Readonly<Record<string, string>>, stop?: AbortSignal): Promise<Buffer> => {
  const path = `/${what}?${new URLSearchParams(query).toString()}`;
  const { status, bytes } = await answerOf({ socketPath: name, path, agent: false, timeout: 2 * waitMsMax, ...(stop && { signal: stop }) }).catch((cause: unknown) => {
    throw new Failure('ledger/silent', `The process that has the ledger open does not answer (${causeOf(cause)}): try again.`, true, { cause });
  });
  if (status !== notFound) return bytes;
  const { code, message } = JSON.parse(bytes.toString()) as { code: string; message: string };
  throw code === 'ledger/log-cut' ? new LogCut(message) : new Failure(code, message, false);
};

const queryOf = ({ ledger, gen, index }: PartitionId): Record<string, string> => ({ ledger, gen: String(gen), index: String(index) });

export const askLogs = async (name: string): Promise<readonly LogName[]> => JSON.parse((await ask(name, 'logs', {})).toString()) as readonly LogName[];

export const askEnd = async (name: string, part: PartitionId): Promise<bigint> => BigInt((await ask(name, 'bounds', queryOf(part))).toString());

export const askRecords = async (name: string, part: PartitionId, from: bigint, { bytes, waitMs }: FetchLimits, stop?: AbortSignal): Promise<Fetched> =>
  fetchedFrom(await ask(name, 'records', { ...queryOf(part), from: String(from), bytes: String(bytes), waitMs: String(waitMs) }, stop));
