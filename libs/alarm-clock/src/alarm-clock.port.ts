import type { Instant } from '@statewire/kernel';

/**
 * Rings once the instant has come, at least once, never before. Only an alarm: the schedule is a projection of the
 * ledgers, so an alarm clock may lose everything and nothing is lost. Ids hold no `:` and are no integers.
 */
export interface AlarmClock {
  /** Arming an armed id is harmless. */
  arm(id: string, due: Instant): Promise<void>;
  /** Many at once, as by {@link arm}; where it fails, some may be armed. */
  armAll(alarms: readonly Readonly<{ id: string; due: Instant }>[]): Promise<void>;
  disarm(id: string): Promise<void>;
  /** One listener; a listener that fails is rung again. */
  onRing(listener: (id: string) => Promise<void>): void;
  close(): Promise<void>;
}
