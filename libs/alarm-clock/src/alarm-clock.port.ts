import type { Instant } from '@statewire/kernel';

/**
 * Rings once the instant has come, at least once, never before. Only an alarm: the schedule is a projection of the
 * ledgers, so an alarm clock may lose everything and nothing is lost. Ids are not empty, hold no `:` and are no integers.
 * An alarm is not taken back: what it would have rung for is found to be obsolete.
 */
export interface AlarmClock {
  /**
   * Arming an armed id is harmless: it keeps its instant. Where it fails, some may be armed. Failures `alarm-clock/bad-id`, `alarm-clock/bad-instant`;
   * `alarm-clock/unavailable` (canRetry), within ten seconds, where the clock is out of reach, and once it was closed.
   */
  armAll(alarms: readonly Readonly<{ id: string; due: Instant }>[]): Promise<void>;
  /** One listener; a listener that fails is rung again. */
  onRing(listener: (id: string) => Promise<void>): void;
  close(): Promise<void>;
}
