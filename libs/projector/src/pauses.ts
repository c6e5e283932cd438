import { newBell } from './bell.js';

const firstPauseMs = 50;
/** Whoever waits for an update waits for this too, once the outage is over. */
const longestPauseMs = 5_000;

/** All who pause: thousands may, and an abort signal would look through as many listeners for each. */
const stops = newBell();
const never = (): boolean => false;

/** Waits; ends early, without complaint, when stopped. */
export const pause = (ms: number, signal: AbortSignal): Promise<void> => stops.wait({ signal, ms, enough: never });

/** The pause before the next attempt, doubling from 50 ms up to five seconds. `attempt` counts from 1. */
export const pauseMs = (attempt: number): number => Math.min(firstPauseMs * 2 ** (attempt - 1), longestPauseMs);
