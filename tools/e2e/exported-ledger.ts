import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PROFILE, type System } from './system.js';

const run = promisify(execFile);
const commandTimeoutMs = 120_000;
const outputBytesMax = 1 << 24;

const statewire = async ({ keyDir, sealDir, env }: System, ...words: readonly string[]): Promise<string> => {
  const { stdout } = await run(process.execPath, [join(import.meta.dirname, '../statewire.mjs'), ...words], {
    env: { ...process.env, ...env, KEY_DIR: keyDir, SEAL_DIR: sealDir }, timeout: commandTimeoutMs, maxBuffer: outputBytesMax,
  });
  return stdout;
};

const folderOf = ({ dataDir }: System): readonly string[] => (PROFILE === 'cluster' ? [] : [dataDir]);

/** What `statewire verify` says of the system's ledger; rejects with its output when it does not verify. */
export const verified = (system: System): Promise<string> => statewire(system, 'verify', ...folderOf(system));

/** The frames of one exported file: for each a line with its length in bytes, the frame, a line end. */
const framesOf = (bytes: Buffer): readonly string[] => {
  const frames: string[] = [];
  for (let at = 0; at < bytes.length; ) {
    const lineEnd = bytes.indexOf(10, at);
    const length = Number(bytes.toString('utf8', at, lineEnd));
    frames.push(bytes.toString('utf8', lineEnd + 1, lineEnd + 1 + length));
    at = lineEnd + 2 + length;
  }
  return frames;
};

/** Every command id on a ledger, as often as the export holds a commit that decided it. */
export type CommandIds = Readonly<Record<string, ReadonlyMap<string, number>>>;

/** The command ids of every ledger, read from an export of the system. */
export const exportedCommandIds = async (system: System): Promise<CommandIds> => {
  const out = await mkdtemp(join(tmpdir(), 'statewire-export-'));
  try {
    await statewire(system, 'export', ...folderOf(system), join(out, 'all'));
    const ledgers: Record<string, Map<string, number>> = {};
    for (const file of await readdir(join(out, 'all'))) {
      if (!file.endsWith('.frames')) continue;
      const ids = (ledgers[file.split('.')[0] ?? ''] ??= new Map<string, number>());
      for (const frame of framesOf(await readFile(join(out, 'all', file)))) {
        const { cmd } = JSON.parse(frame.slice(0, frame.indexOf('\n'))) as { cmd?: string };
        if (cmd !== undefined) ids.set(cmd, (ids.get(cmd) ?? 0) + 1);
      }
    }
    return ledgers;
  } finally {
    await rm(out, { recursive: true, force: true });
  }
};
