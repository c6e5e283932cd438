/** The one writer of a partition: it decides commands on the folded state and appends what was decided. */
export type { Answer, Command, Decider, Decision, Done, InDoubt, Moved } from './decider.port.js';
export { SNAPSHOT_TABLES, type PartitionSnapshot, type SnapshotChange, type SnapshotStore, type SnapshotTable } from './snapshots.port.js';
export { memorySnapshots } from './snapshots.memory.js';
export { dedupWindowMs } from './dedup.js';
export { openDesk } from './desk.js';
export { lossEventType } from './loss-event.js';
export type { Desk, DeskCounts, DeskStatus } from './desk.port.js';
export type { DeskLog, DeskOptions } from './desk-options.js';
export type { Scheduler } from './scheduler.port.js';
