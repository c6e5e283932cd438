import type { Bus } from '@statewire/bus';
import { LEDGERS, type CommandAnswer, type CommandMessage, type LedgerName } from '@statewire/contracts';
import { Failure, isFailure } from '@statewire/kernel';
import { positionText, type Commit } from '@statewire/ledger';
import { setTimeout as sleep } from 'node:timers/promises';

const PAUSE_MS_MIN = 20;
const PAUSE_MS_MAX = 500;

type Done = Extract<CommandAnswer, { kind: 'done' }>;

/**
 * Sends a command to the service that owns the ledger until it is decided, and no sooner again than a desk in doubt asks for; the
 * command's id makes the repeats harmless.
 * Throws Failure `service-kit/in-doubt` (canRetry) when nobody knows by then.
 */
export const sendCommand = async (bus: Bus, ledger: LedgerName, command: CommandMessage, timeoutMs: number): Promise<Done> => {
  const endsAt = performance.now() + timeoutMs;
  for (let pauseMs = PAUSE_MS_MIN; ; pauseMs = Math.min(2 * pauseMs, PAUSE_MS_MAX)) {
    const leftMs = Math.max(1, endsAt - performance.now());
    let waitMs = pauseMs;
    try {
      const answer = await bus.ask<CommandAnswer>(LEDGERS[ledger].service, 'submit', { command, timeoutMs: leftMs }, leftMs);
      if (answer.kind === 'done') return answer;
      waitMs = Math.max(pauseMs, answer.retryAfterMs);
    } catch (cause) {
      if (!isFailure(cause) || !cause.canRetry) throw cause;
    }
    // Whoever would have to wait beyond the end hears it now.
    if (performance.now() + waitMs >= endsAt) throw new Failure('service-kit/in-doubt', `${ledger} does not say what became of ${command.type}`, true);
    await sleep(waitMs);
  }
};

/** Tells a commit from one that was cut off at the same place. */
const causeHashLength = 8;

/** The id of a command that a commit causes: the same each time, so that a repeated reaction is decided once. */
export const causedId = ({ position, hash }: Commit, purpose: string): string => `${positionText(position)}~${hash.slice(0, causeHashLength)}/${purpose}`;
