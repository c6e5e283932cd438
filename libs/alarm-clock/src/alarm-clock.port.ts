import type { Instant } from '@statewire/kernel';

/**
 * Rings once the instant has come, at least once, never before. Only an alarm: the schedule is a projection of the
 * ledgers, so an alarm clock may lose everything and nothing is lost. Ids are not empty, hold no `:` and are no integers.
 * Arming and disarming fail with `alarm-clock/unavailable` (canRetry), within ten seconds, where it is out of reach, and once it was closed.
 */
export interface AlarmClock {
  /** Arming an armed id is harmless: it keeps its instant. Failures `alarm-clock/bad-id`, `alarm-clock/bad-instant`. */
  arm(id: string, due: Instant): Promise<void>;
  /** Many at once, as by {@link arm}; where it fails, some may be armed. */
  armAll(alarms: readonly Readonly<{ id: string; due: Instant }>[]): Promise<void>;
  /** Takes an alarm back; harmless where none is armed. One that rings at that moment rings on, and may ring again where its listener fails. */
  disarm(id: string): Promise<void>;
  /** One listener; a listener that fails is rung again. */
  onRing(listener: (id: string) => Promise<void>): void;
  close(): Promise<void>;
}
