import { mkdirSync } from 'node:fs';
import { causeOf, Failure, type JsonObject } from '@statewire/kernel';
import type { View, Views } from '@statewire/views';
import { open } from 'lmdb';
import { viewCodec, type ViewCodec } from './view-codec.js';
import { lmdbView, type Rows } from './view.lmdb.js';

const databasesMax = 1024;
const checkName = 'views';
/**
 * Free pages that LMDB reads into memory to find room: at each commit it looks through all of them for what is in them twice, and would read
 * 50,000. Single pages are found among few; where several must lie side by side, and do not, it takes new ones.
 */
const freePages = { maxFreeSpaceToLoad: 1_000 };
/** Of what rows hold and where they lie. A view of an older form is dropped, and folded anew. */
const FORM = 3;
/** The names of the first form say none. */
const formed = /^(?<view>(?<of>[^@]+)@(?<version>\d+))(?:\.(?<form>\d+))?$/;

export type LmdbViewsOptions = Readonly<{
  /** A folder of its own; made when missing. One process at a time: the ledger's lock sees to that. */
  path: string;
  /** 32 bytes of `KeyRing.storeKey`: documents, ids and keys are encrypted under it, names of views and partitions are not. */
  encryptionKey: Uint8Array;
  /** Asked before each write; where it says no, the write fails as `views/no-room`, and may be tried again. */
  hasRoom?: () => boolean;
}>;

/**
 * Views in an LMDB environment. A write resolves when every reader sees it; it reaches the disk a moment later,
 * because views are folded again from the ledger when the newest are lost.
 * Throws Failure `views/wrong-key` when the environment was made under another key; `open` throws `views/damaged`.
 */
export const lmdbViews = ({ path, encryptionKey, hasRoom = () => true }: LmdbViewsOptions): Views => {
  const codec = viewCodec(encryptionKey);
  mkdirSync(path, { recursive: true });
  const environment = open<Buffer, Buffer>({
    path,
    // Without it a folder with a dot in its name would be taken for a file.
    noSubdir: false,
    maxDbs: databasesMax,
    encoding: 'binary',
    keyEncoding: 'binary',
    ...freePages,
    // Resolve when visible; the sync runs on beside the next transaction.
    overlappingSync: true,
    separateFlushed: true,
  });
  const rowsOf = (name: string): Rows => environment.openDB<Buffer, Buffer>(name, { encoding: 'binary', keyEncoding: 'binary' });
  checkKey(rowsOf(checkName), codec, path);
  const stored = (): readonly string[] => [...environment.getKeys()].map((key) => key.toString().replace(/\0$/, ''));
  for (const database of stored()) {
    const { view, form = 1 } = formed.exec(database)?.groups ?? {};
    if (view === undefined || Number(form) >= FORM) continue;
    moveCheckpoints(rowsOf(database), rowsOf(formedName(view)), codec);
    rowsOf(database).dropSync();
  }
  const views = new Map<string, View>();

  const opened = (database: string): View => {
    try {
      return lmdbView(rowsOf(database), codec, hasRoom);
    } catch (cause) {
      throw new Failure('views/damaged', `The views in ${path} cannot be read (${causeOf(cause)}). Remove that folder: they are built again from the ledger.`, false, { cause });
    }
  };

  const viewOf = (name: string, version: number): View => {
    const database = formedName(`${name}@${String(version)}`);
    const view = views.get(database) ?? opened(database);
    views.set(database, view);
    return view;
  };

  return {
    // What is written is what the view's own projection folds: the type is the caller's to keep.
    open: <D extends JsonObject>(name: string, version: number) => Promise.resolve(viewOf(name, version) as unknown as View<D>),
    async dropOlder(name, version) {
      for (const database of stored()) {
        const { of, version: older } = formed.exec(database)?.groups ?? {};
        if (of !== name || Number(older) >= version) continue;
        await (views.get(database)?.clear() ?? rowsOf(database).drop());
      }
    },
    async close() {
      await environment.flushed;
      await environment.close();
    },
  };
};

const formedName = (name: string): string => `${name}.${String(FORM)}`;

/** What has no documents is no view but the place where somebody reads who must not begin again: in every form it is the same. */
const moveCheckpoints = (old: Rows, rows: Rows, { documentRows, checkpointRows }: ViewCodec): void => {
  const [start, end] = documentRows;
  if (old.getKeysCount({ start, end, limit: 1 }) > 0) return;
  for (const { key, value } of old.getRange({ start: checkpointRows[0], end: checkpointRows[1] })) rows.putSync(key, value);
};

const checkKey = (rows: Rows, codec: ViewCodec, path: string): void => {
  const { checkRow } = codec;
  const stored = rows.get(checkRow);
  if (stored === undefined) {
    rows.putSync(checkRow, codec.encode(checkRow, checkName));
    return;
  }
  try {
    if (codec.decode(checkRow, stored) === checkName) return;
  } catch {
    // What does not open was sealed under another key, told below.
  }
  throw new Failure('views/wrong-key', `The views in ${path} were made under another key.`, false);
};
